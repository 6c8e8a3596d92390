package io.goim.it.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes down one connection of a watcher: what will be a {@link Visit}. Thread safe. */
final class Connected {

  private final String watcher;
  private final String node;
  private final Map<String, Target> targets;
  private final long login = System.nanoTime();
  private final List<Visit.Receipt> receipts = new ArrayList<>();
  private long end = Visit.OPEN;
  private boolean broken;

  Connected(String watcher, String node, Set<Target> targets) {
    this.watcher = watcher;
    this.node = node;
    this.targets =
        targets.stream().collect(Collectors.toMap(Target::toString, Function.identity()));
  }

  /** A push came; one of another stream is none of ours. */
  synchronized void received(String body) {
    int hash = body.lastIndexOf('#');
    Target target = hash < 0 ? null : targets.get(body.substring(0, hash));
    if (target != null) {
      int number = Integer.parseInt(body.substring(hash + 1));
      receipts.add(new Visit.Receipt(target, number, System.nanoTime()));
    }
  }

  /** The first end counts. */
  synchronized void ended(boolean byOtherSide) {
    if (end == Visit.OPEN) {
      end = System.nanoTime();
      broken = byOtherSide;
    }
  }

  synchronized Visit visit() {
    return new Visit(
        watcher, node, Set.copyOf(targets.values()), login, end, broken, List.copyOf(receipts));
  }
}

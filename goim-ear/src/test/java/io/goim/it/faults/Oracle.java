package io.goim.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says what the clients did not get, got twice, got in the wrong order. NOT thread safe; a function of
 * what happened.
 *
 * <ol>
 *   <li><b>Lost</b>: a push answered with code 0 that a client never received on any of its connections,
 *       though one was logged in from before the call until after the answer. Of a connection that the
 *       other side ended, the last {@link #GRACE} does not count: what was on its way when the node died
 *       is gone with it; of one that the client ended itself, the last {@link #ON_ITS_WAY}. Connections of one client that overlap count as one.
 *   <li><b>Inverted</b>: an accepted number that comes, for the first time, behind a higher one of the
 *       same target on the same connection. A call that was not answered may take effect late, so its
 *       number is none.
 *   <li><b>Duplicated</b>: a number that comes again on the same connection.
 *   <li><b>Silence</b>: the longest time between two receipts of a target at one client, from its first
 *       login to its last end, within the time that pushes were made; being without a connection in
 *       between is silence too.
 * </ol>
 */
final class Oracle {

  /** A push is with its clients well within this, unless something is broken. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** An accepted push lies in the queue: a client that leaves just then may be gone before it comes. */
  static final Duration ON_ITS_WAY = Duration.ofMillis(250);

  private final Map<Target, List<Push>> pushes;
  private final long begin;
  private final long stop;
  private final Verdict verdict;

  private Oracle(Map<Target, List<Push>> pushes, long begin, long stop, Set<String> excused) {
    this.verdict = new Verdict(excused);
    this.pushes = pushes;
    this.begin = begin;
    this.stop = stop;
  }

  /**
   * Judges.
   *
   * @param begin when pushes began, nanoseconds
   * @param stop when they ended
   * @param excused clients whose silence does not count, as those of a node that is frozen
   */
  static Verdict judge(
      Map<Target, List<Push>> pushes,
      List<Visit> visits,
      long begin,
      long stop,
      Set<String> excused) {
    Oracle oracle = new Oracle(pushes, begin, stop, excused);
    pushes.values().forEach(oracle::count);
    visits.forEach(oracle::inspect);
    byWatcher(visits).values().forEach(oracle::compare);
    return oracle.verdict;
  }

  private void count(List<Push> calls) {
    for (Push push : calls) {
      verdict.count(push.outcome());
    }
  }

  /** Order and doubles, on one connection. */
  private void inspect(Visit visit) {
    Map<Target, Set<Integer>> seen = new HashMap<>();
    Map<Target, Integer> highest = new HashMap<>();
    for (Visit.Receipt receipt : visit.receipts()) {
      Target target = receipt.target();
      int number = receipt.number();
      if (!seen.computeIfAbsent(target, t -> new HashSet<>()).add(number)) {
        verdict.duplicated(visit, receipt);
        continue;
      }
      int last = highest.getOrDefault(target, 0);
      if (number > last) {
        highest.put(target, number);
      } else if (wasAccepted(target, number)) {
        verdict.inverted(visit, receipt, last);
      }
    }
  }

  private boolean wasAccepted(Target target, int number) {
    return pushes.getOrDefault(target, List.of()).stream()
        .anyMatch(push -> push.number() == number && push.accepted());
  }

  /** Gaps and silence, over all connections of one client. */
  private void compare(List<Visit> visits) {
    Set<Target> targets = new HashSet<>();
    visits.forEach(visit -> targets.addAll(visit.targets()));
    for (Target target : targets) {
      List<Visit> interested =
          visits.stream()
              .filter(visit -> visit.targets().contains(target))
              .sorted(Comparator.comparingLong(Visit::login))
              .toList();
      findGaps(target, interested);
      findSilence(target, interested);
    }
  }

  private void findGaps(Target target, List<Visit> visits) {
    Set<Integer> received = new HashSet<>();
    for (Visit visit : visits) {
      visit.receipts().stream()
          .filter(receipt -> receipt.target().equals(target))
          .forEach(receipt -> received.add(receipt.number()));
    }
    List<Window> windows = windows(visits);
    List<Push> lost =
        pushes.getOrDefault(target, List.of()).stream()
            .filter(Push::accepted)
            .filter(push -> !received.contains(push.number()))
            .filter(push -> windows.stream().anyMatch(window -> window.holds(push)))
            .toList();
    if (!lost.isEmpty()) {
      verdict.lost(visits.get(0).watcher(), target, lost);
    }
  }

  /** When a client was connected for sure; overlapping connections joined. */
  private static List<Window> windows(List<Visit> visits) {
    List<Window> windows = new ArrayList<>();
    for (Visit visit : visits) {
      Window next = new Window(visit.login(), visit.end(), visit.broken());
      Window last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
      if (last != null && next.from <= last.to) {
        windows.set(windows.size() - 1, last.joined(next));
      } else {
        windows.add(next);
      }
    }
    return windows;
  }

  private void findSilence(Target target, List<Visit> visits) {
    long from = Math.max(begin, visits.get(0).login());
    long to = Math.min(stop, visits.stream().mapToLong(Visit::end).max().orElse(stop));
    List<Long> times = new ArrayList<>();
    for (Visit visit : visits) {
      visit.receipts().stream()
          .filter(r -> r.target().equals(target) && r.at() > from && r.at() < to)
          .forEach(r -> times.add(r.at()));
    }
    times.add(to);
    times.sort(null);
    long last = from;
    for (long time : times) {
      verdict.silence(visits.get(0).watcher(), target, last, time - last);
      last = time;
    }
  }

  private static Map<String, List<Visit>> byWatcher(List<Visit> visits) {
    Map<String, List<Visit>> watchers = new TreeMap<>();
    for (Visit visit : visits) {
      watchers.computeIfAbsent(visit.watcher(), name -> new ArrayList<>()).add(visit);
    }
    return watchers;
  }

  /** Time of a connection, or of several that overlap. */
  private record Window(long from, long to, boolean broken) {

    boolean holds(Push push) {
      long sure = to - (broken ? GRACE : ON_ITS_WAY).toNanos();
      return push.called() >= from && push.answered() <= sure;
    }

    Window joined(Window next) {
      return next.to >= to ? new Window(from, next.to, next.broken) : this;
    }
  }
}

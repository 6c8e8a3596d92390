package io.goim.it;

import java.time.Duration;
import java.util.List;

/** The loss ledgers of some nodes, added up; docs/OPERATIONS.md, "The loss ledger". Immutable. */
final class Ledger {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<Scrape> scrapes;

  private Ledger(List<Scrape> scrapes) {
    this.scrapes = scrapes;
  }

  /** As it is now, whatever is under way. */
  static Ledger of(List<Http> nodes) {
    return new Ledger(nodes.stream().map(Scrape::of).toList());
  }

  /** Waits until nothing is under way: then every node's own ledger must balance. */
  static Ledger balanced(List<Http> nodes) {
    Ledger[] last = new Ledger[1];
    Poll.until(
        SOON,
        () -> {
          last[0] = of(nodes);
          return last[0].isAtRest() && last[0].scrapes.stream().allMatch(s -> missing(s) == 0);
        },
        () -> "not accounted for: " + last[0].scrapes.stream().map(Ledger::missing).toList());
    return last[0];
  }

  private boolean isAtRest() {
    return sum("goim_queue_messages") == 0
        && sum("goim_bucket_pushes") == 0
        && sum("goim_pushes_between_nodes") == 0;
  }

  private static long missing(Scrape node) {
    return node.sum("goim_targets_total")
        - node.sum("goim_deliveries_total")
        - node.sum("goim_drops_total")
        - node.sum("goim_outbox_messages");
  }

  /** Deliveries that were owed since an earlier ledger. */
  long owedSince(Ledger before) {
    return rise(before, "goim_targets_total");
  }

  /** Deliveries that were made. */
  long madeSince(Ledger before) {
    return rise(before, "goim_deliveries_total");
  }

  /** Deliveries that will not be made. */
  long droppedSince(Ledger before) {
    return rise(before, "goim_drops_total");
  }

  /** Those of them with a reason. */
  long droppedSince(Ledger before, String reason) {
    return dropped(reason) - before.dropped(reason);
  }

  private long dropped(String reason) {
    return scrapes.stream().mapToLong(s -> s.sum("goim_drops_total", "reason", reason)).sum();
  }

  /** Deliveries that wait for clients that are behind. */
  long waiting() {
    return sum("goim_outbox_messages");
  }

  /** Clients that are behind. */
  long outboxes() {
    return sum("goim_outboxes");
  }

  private long rise(Ledger before, String name) {
    return sum(name) - before.sum(name);
  }

  private long sum(String name) {
    return scrapes.stream().mapToLong(scrape -> scrape.sum(name)).sum();
  }
}

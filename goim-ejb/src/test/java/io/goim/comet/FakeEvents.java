package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the hub tells. */
final class FakeEvents implements HubEvents {

  private final Map<Object, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void listening(Transport transport, String address, int port) {
    told.add("listening " + transport + " " + address + " " + port);
  }

  @Override
  public void failed(Transport transport, String problem) {
    told.add("failed " + transport + " " + problem);
  }

  @Override
  public void rejected(Transport transport, CloseReason reason) {
    told.add("rejected " + transport + " " + reason);
  }

  @Override
  public void closed(CloseReason reason) {
    count(reason, 1);
  }

  @Override
  public void login(LoginOutcome outcome) {
    count(outcome, 1);
  }

  @Override
  public void limited(Limit limit) {
    count(limit, 1);
  }

  @Override
  public void targeted(long count) {
    count("targeted", count);
  }

  @Override
  public void written(long accepted) {
    count("written " + accepted, 1);
  }

  @Override
  public void dropped(DropReason reason, long count) {
    count(reason, count);
  }

  @Override
  public void delivered(long count) {
    count("delivered", count);
  }

  long closedFor(CloseReason reason) {
    return counted(reason);
  }

  long droppedFor(DropReason reason) {
    return counted(reason);
  }

  long limitedBy(Limit limit) {
    return counted(limit);
  }

  long delivered() {
    return counted("delivered");
  }

  long targeted() {
    return counted("targeted");
  }

  long logins(LoginOutcome outcome) {
    return counted(outcome);
  }

  /** How often a push that was accepted at this time was written. */
  long writtenOf(long accepted) {
    return counted("written " + accepted);
  }

  /** All deliveries that were dropped, whatever the reason. */
  long dropped() {
    long sum = 0;
    for (DropReason reason : DropReason.values()) {
      sum += droppedFor(reason);
    }
    return sum;
  }

  List<String> told() {
    return told;
  }

  private void count(Object what, long count) {
    counts.computeIfAbsent(what, w -> new LongAdder()).add(count);
  }

  private long counted(Object what) {
    LongAdder counter = counts.get(what);
    return counter == null ? 0 : counter.sum();
  }
}

package io.goim.relay;

import java.util.UUID;
import java.util.function.LongSupplier;

/** Another node that lives, and the ways to it. Thread safe. */
final class Peer {

  /** A node that was not heard for so long is not relied on: eight pulses. */
  static final long SILENCE_NANOS = 4_000_000_000L;

  /**
   * A node that has not heard this one for so long does not count for a queue host's right to take
   * pushes. Shorter than the silence after which another node claims its place: it must have stopped by then.
   */
  static final long DOUBT_NANOS = 2_500_000_000L;

  private final UUID boot;
  private final OutgoingLink pushes;
  private final OutgoingLink words;
  private final LongSupplier nanos;
  private volatile Pulse pulse;
  private final UUID self;
  private volatile long excused;
  private volatile Long answered;
  private volatile long drainingSince;

  /**
   * @param self this node's own start
   */
  Peer(Pulse first, UUID self, OutgoingLink pushes, OutgoingLink words, LongSupplier nanos) {
    boot = first.boot();
    this.self = self;
    this.pushes = pushes;
    this.words = words;
    this.nanos = nanos;
    heard(first);
  }

  /** This start of the node. */
  UUID boot() {
    return boot;
  }

  /** What it said last. */
  Pulse pulse() {
    return pulse;
  }

  /** The way for pushes to its clients. */
  OutgoingLink pushes() {
    return pushes;
  }

  /** The way for everything else. */
  OutgoingLink words() {
    return words;
  }

  void heard(Pulse said) {
    long now = nanos.getAsLong();
    if (said.state() == Pulse.State.DRAINING
        && (pulse == null || pulse.state() != Pulse.State.DRAINING)) {
      drainingSince = now;
    }
    pulse = said;
    excused = now;
    Long ours = said.heard().get(self);
    if (ours != null && (answered == null || ours > answered)) {
      answered = ours;
    }
  }

  /** This node itself was asleep: the silence says nothing about the other. */
  void excuse() {
    excused = nanos.getAsLong();
  }

  /** Whether it was heard lately, or this node could not hear it. */
  boolean isResponsive() {
    return nanos.getAsLong() - excused < SILENCE_NANOS;
  }

  /**
   * Whether it answers to what this node said a moment ago. Its pulses alone say little: after a cut
   * or a freeze old ones come first.
   */
  boolean isCertain() {
    Long ours = answered;
    return ours != null && nanos.getAsLong() - ours < DOUBT_NANOS;
  }

  /** How long it has been draining; 0 when it is not. */
  long drainingNanos() {
    return pulse.state() == Pulse.State.DRAINING ? nanos.getAsLong() - drainingSince : 0;
  }

  /** Whether what it was sent lies unanswered. */
  boolean isStalled() {
    return pushes.isStalled() || words.isStalled();
  }
}

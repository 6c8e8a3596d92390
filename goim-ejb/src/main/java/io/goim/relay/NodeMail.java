package io.goim.relay;

import java.util.List;
import java.util.UUID;

/**
 * Mail between the members of the grid: quick, in order, and lost without a word when a member is
 * gone or overrun. Thread safe.
 */
public interface NodeMail {

  /** This member; another after two halves of a grid joined again. */
  UUID self();

  /** Living members, the oldest first, this one included; the same order everywhere. */
  List<UUID> members();

  /** Sends bytes to a member. Does not block. */
  void send(UUID member, byte[] mail);

  /**
   * Whether a member is frozen rather than cut off: its machine takes connections, and nobody answers
   * on them. Blocks for a second or two at most.
   */
  boolean isFrozen(UUID member);

  /** Begins to receive. */
  void open(Receiver receiver);

  /** Receives no more. */
  void close();

  /** Who gets the mail; called on threads of the grid, must not block. */
  interface Receiver {

    /** Mail has come; of one sender in the order it was sent. */
    void received(byte[] mail);

    /** A member came or left. */
    void membersChanged();
  }
}

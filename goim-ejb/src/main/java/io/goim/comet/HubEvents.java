package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;

/**
 * What operators want to know of the hub. Called on event loops and on threads that push: no method
 * blocks or throws.
 */
public interface HubEvents {

  /** A listener is open and takes clients. */
  void listening(Transport transport, String address, int port);

  /**
   * A listener could not be opened; the node must not become ready.
   *
   * @param problem one sentence that says what to change
   */
  void failed(Transport transport, String problem);

  /** A connection ended before the hub saw it, or could not be accepted at all. */
  void rejected(Transport transport, CloseReason reason);

  /** A connection the hub knew has ended, logged in or not. Once for each. */
  void closed(CloseReason reason);

  /** Somebody was beyond a limit; the connection is closed, and told as such, too. */
  default void limited(Limit limit) {}

  /** A login has an end, good or bad. */
  default void login(LoginOutcome outcome) {}

  /**
   * Deliveries that are owed, one a client and push: each is told once more as {@link #delivered} or
   * {@link #dropped}, until then it waits in an outbox. Told once a pass, not once a message.
   */
  default void targeted(long count) {}

  /** Deliveries that will not happen. */
  void dropped(DropReason reason, long count);

  /** Messages handed to a transport, one a client and push; told once a pass, not once a message. */
  void delivered(long count);

  /**
   * A pass has written a push to its receivers in one bucket.
   *
   * @param accepted wall clock of the push call, in milliseconds
   */
  default void written(long accepted) {}

  /**
   * A push that is followed has had its turn in one bucket.
   *
   * @param trace what it is followed by
   * @param loop name of the bucket's loop
   * @param clients deliveries that it owed there
   */
  default void followed(String trace, String loop, long clients) {}
}

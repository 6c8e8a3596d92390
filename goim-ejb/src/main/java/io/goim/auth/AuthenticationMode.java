package io.goim.auth;

import io.goim.logic.Authenticator;

/** One way of authentication, with a life of its own. Started before the first login. */
interface AuthenticationMode extends Authenticator {

  /**
   * Gets ready.
   *
   * @return one line for the log, without secrets
   * @throws IllegalStateException when it cannot; the message says what to change
   */
  String start();

  /** Stops, also when it never started. Does not throw. */
  void stop();
}

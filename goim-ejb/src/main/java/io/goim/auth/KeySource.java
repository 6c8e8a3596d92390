package io.goim.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where keys come from. Thread safe; no method blocks. */
interface KeySource {

  /** The keys at the moment. */
  KeySet current();

  /**
   * Looks for newer keys.
   *
   * @param seen the keys in which one was missing
   * @return the present keys once they are newer, or have been looked for; failed with {@link
   *     io.goim.comet.LoginUnavailableException} when they cannot be had now
   */
  CompletionStage<KeySet> newer(KeySet seen);

  /** Gets the first keys, and newer ones from time to time. Returns one line for the log. */
  String start();

  /** Looks for newer ones no more. */
  void stop();

  /** Keys that stay as they are until the node stops. */
  record Fixed(KeySet current) implements KeySource {
    @Override
    public CompletionStage<KeySet> newer(KeySet seen) {
      return CompletableFuture.completedFuture(current);
    }

    @Override
    public String start() {
      return current.toString();
    }

    @Override
    public void stop() {
      // Nothing runs.
    }
  }
}

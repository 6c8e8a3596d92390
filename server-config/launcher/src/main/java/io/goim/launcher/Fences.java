package io.goim.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * What keeps strangers out where others can reach the node. Immutable.
 *
 * @param secret that the nodes of a cluster share; empty when it is set nowhere
 * @param callersAsked whether somebody has said how callers of the HTTP API prove themselves
 */
record Fences(String secret, boolean callersAsked) {

  /** The operator says that something else fences the grid off. */
  private static final String NONE = "none";

  /** As many bytes as the hash has: nobody guesses it. */
  private static final int SHORTEST = 32;

  /** The secret as bytes; none where the grid is open. */
  byte[] secretBytes() {
    return secret.equals(NONE) ? new byte[0] : secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Refuses a start that would open doors without a lock: the grid listens before the application can
   * say what is wrong with its settings.
   *
   * @param bind address that the ports will listen on
   */
  void check(String bind) throws StartFailure {
    if (!secret.isEmpty() && !secret.equals(NONE) && secretBytes().length < SHORTEST) {
      throw new StartFailure(
          "goim.cluster.secret = …: must be none, or a text of at least " + SHORTEST + " bytes");
    }
    if (isLoopback(bind)) {
      return;
    }
    StringBuilder missing = new StringBuilder();
    if (!callersAsked) {
      missing.append(
          "\n  goim.api.auth = (not set): must be set; name a file of keys with goim.api.keys"
              + " (server-config/run --new-api-key NAME makes a key), or set goim.api.auth=none when"
              + " something else keeps strangers from the HTTP port");
    }
    if (secret.isEmpty()) {
      missing.append(
          "\n  goim.cluster.secret = (not set): must be set, alike on every node; a long random text,"
              + " or none when something else keeps strangers from the grid's port");
    }
    if (missing.length() > 0) {
      throw new StartFailure(
          "others can reach goim.bind = "
              + bind
              + ", and it is not said who may come in"
              + missing);
    }
  }

  private static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // The check of the ports says so in better words.
      return true;
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Fences[" + callersAsked + "]";
  }
}

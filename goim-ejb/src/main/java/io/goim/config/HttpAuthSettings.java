package io.goim.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A service of the user's own that says who a client is.
 *
 * @param url where it is asked
 * @param authorization value of the header of that name; empty for none
 * @param timeout longest time for an answer
 * @param maxCalls most calls at the same time
 * @param breakerFailures failures in a row after which it is spared
 * @param breakerPause for how long
 */
public record HttpAuthSettings(
    Optional<URI> url,
    String authorization,
    Duration timeout,
    int maxCalls,
    int breakerFailures,
    Duration breakerPause) {

  /** Without the authorization. */
  @Override
  public String toString() {
    return "HttpAuthSettings[" + url + ", " + timeout + ", " + maxCalls + "]";
  }
}

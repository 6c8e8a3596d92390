package io.goim.pushqueue;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Tells wrong settings from a cluster that is not there. Stateless. */
final class KafkaFailures {

  private KafkaFailures() {}

  /**
   * Fails the start for a property that Kafka does not accept: it would never get better. A name that
   * does not resolve may, when the network is up.
   *
   * @throws IllegalArgumentException with Kafka's words
   */
  static void refuseWrongSettings(KafkaException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException && !isUnresolved(cause)) {
        throw new IllegalArgumentException(
            "Kafka's client refuses a setting: " + cause.getMessage(), failure);
      }
    }
  }

  private static boolean isUnresolved(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls");
  }
}

package io.goim.pushqueue;

import io.goim.config.ArtemisSettings;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** How the node reaches the broker outside. Stateless. */
final class ArtemisLink {

  /** After so long without a sign of life the broker gives a node's pushes to the others. */
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

  private static final Duration CHECK = Duration.ofSeconds(4);

  /** The broker puts this property on the first message of a group that it gives to a consumer. */
  static final String GROUP_FIRST = "JMSXGroupFirstForConsumer";

  private ArtemisLink() {}

  /**
   * A factory of connections.
   *
   * @throws IllegalArgumentException when the URL is none
   */
  static ActiveMQConnectionFactory factory(ArtemisSettings settings) {
    ActiveMQConnectionFactory factory;
    try {
      factory = new ActiveMQConnectionFactory(settings.url());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "goim.artemis.url = "
              + settings.url()
              + " is no URL of Artemis' client: "
              + e.getMessage(),
          e);
    }
    // Artemis' own 60 s are longer than a node's death may be noticed; the URL may say otherwise.
    if (!settings.url().contains("connectionTTL=")) {
      factory.setConnectionTTL(TIME_TO_LIVE.toMillis());
    }
    if (!settings.url().contains("clientFailureCheckPeriod=")) {
      factory.setClientFailureCheckPeriod(CHECK.toMillis());
    }
    return factory;
  }

  /**
   * The queue, and how a broker is to make it when it is not there: a node that joins gets its share
   * of the message groups, after what is under way has been handed on.
   */
  static String queue(ArtemisSettings settings) {
    String name = settings.queue();
    return name.contains("?")
        ? name
        : name
            + "?group-rebalance=true&group-rebalance-pause-dispatch=true&group-first-key="
            + GROUP_FIRST;
  }

  static String user(ArtemisSettings settings) {
    return settings.user().isEmpty() ? null : settings.user();
  }

  static String password(ArtemisSettings settings) {
    return settings.user().isEmpty() ? null : settings.password();
  }
}

package io.goim.config;

/** How clients and a Kafka broker speak; the names are Kafka's. */
public enum KafkaSecurity {
  PLAINTEXT,
  SSL,
  SASL_PLAINTEXT,
  SASL_SSL;

  /** Whether a user name and a password are asked for. */
  public boolean sasl() {
    return this == SASL_PLAINTEXT || this == SASL_SSL;
  }
}

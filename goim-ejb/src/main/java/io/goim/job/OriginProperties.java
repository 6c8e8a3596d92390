package io.goim.job;

/** Names of the properties that carry a push's origin on a JMS message. */
public final class OriginProperties {

  /** String: the source. */
  public static final String SOURCE = "goimSource";

  /** Long: the sequence within the source. */
  public static final String SEQUENCE = "goimSequence";

  /** Boolean, there when true: a queue outside keeps the push. */
  public static final String EXTERNAL = "goimExternal";

  /** String, JMS' own: the order group, a decimal number. */
  public static final String GROUP = "JMSXGroupID";

  private OriginProperties() {}
}

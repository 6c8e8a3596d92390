package io.goim.job;

/** Names of the properties that carry a push's origin on a JMS message. */
public final class OriginProperties {

  /** String: the source. */
  public static final String SOURCE = "goimSource";

  /** Long: the sequence within the source. */
  public static final String SEQUENCE = "goimSequence";

  /** Boolean, there when true: a queue outside keeps the push. */
  public static final String EXTERNAL = "goimExternal";

  /** Long, there when it is known: wall clock of the push call in milliseconds. */
  public static final String ACCEPTED = "goimAccepted";

  /** String, there when the push is followed: its trace. */
  public static final String TRACE = "goimTrace";

  /** String, JMS' own: the order group, a decimal number. */
  public static final String GROUP = "JMSXGroupID";

  /** Int, there on a message that is a {@link PushBatch} and has no origin of its own: its pushes. */
  public static final String PUSHES = "goimPushes";

  private OriginProperties() {}
}

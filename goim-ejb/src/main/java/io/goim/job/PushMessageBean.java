package io.goim.job;

import io.goim.logic.PushOrigin;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes pushes off the queue. Which resource adapter brings them is said in glassfish-ejb-jar.xml.
 *
 * <p>Error contract: never throws; what cannot be handed on is set aside.
 *
 * <p>Without a transaction: delivery to clients cannot be rolled back, and a transaction would cost
 * a forced write for each push. The adapter acknowledges after this method has returned, so that a
 * node that dies on the way delivers again.
 *
 * <p>Activation properties are constants of the class file, but Payara replaces references to the
 * configuration in them.
 */
@MessageDriven(
    messageListenerInterface = MessageListener.class,
    activationConfig = {
      @ActivationConfigProperty(propertyName = "destination", propertyValue = "goim.push"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(
          propertyName = "acknowledgeMode",
          propertyValue = "Auto-acknowledge"),
      @ActivationConfigProperty(
          propertyName = "maxSession",
          propertyValue = "${MPCONFIG=goim.queue.consumers:4}"),
      // The bean may be activated before the broker runs, and for ever: a restart must not end it.
      @ActivationConfigProperty(propertyName = "setupAttempts", propertyValue = "-1"),
      @ActivationConfigProperty(propertyName = "setupInterval", propertyValue = "200")
    })
@TransactionManagement(TransactionManagementType.CONTAINER)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PushMessageBean implements MessageListener {

  private static final byte[] NOTHING = {};

  private final PushDispatcher dispatcher;

  /** For the container's proxies only. */
  public PushMessageBean() {
    this(null);
  }

  @Inject
  PushMessageBean(PushDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public void onMessage(Message message) {
    PushOrigin origin = null;
    byte[] bytes;
    boolean batch;
    try {
      batch = message.propertyExists(OriginProperties.PUSHES);
      origin = origin(message);
      bytes = bytes(message);
    } catch (JMSException | RuntimeException e) {
      dispatcher.refuse(NOTHING, origin, "unreadable", "no bytes could be read: " + e);
      return;
    }
    if (batch) {
      dispatcher.dispatchBatch(bytes);
    } else {
      dispatcher.dispatch(bytes, origin);
    }
  }

  /** Null for a batch, and for a message that someone else put into the queue. */
  private static PushOrigin origin(Message message) throws JMSException {
    String source = message.getStringProperty(OriginProperties.SOURCE);
    return source == null
        ? null
        : new PushOrigin(
            source,
            Integer.parseInt(message.getStringProperty(OriginProperties.GROUP)),
            message.getLongProperty(OriginProperties.SEQUENCE),
            message.propertyExists(OriginProperties.EXTERNAL),
            message.propertyExists(OriginProperties.ACCEPTED)
                ? message.getLongProperty(OriginProperties.ACCEPTED)
                : 0,
            message.getStringProperty(OriginProperties.TRACE));
  }

  private static byte[] bytes(Message message) throws JMSException {
    if (!(message instanceof BytesMessage binary)) {
      throw new JMSException("a message of another type than bytes: " + message.getClass());
    }
    byte[] bytes = new byte[Math.toIntExact(binary.getBodyLength())];
    binary.readBytes(bytes);
    return bytes;
  }
}

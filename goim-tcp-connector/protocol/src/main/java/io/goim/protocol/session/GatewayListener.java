package io.goim.protocol.session;

/**
 * The message listener type of the connector's JCA contract: a message-driven bean implements it, and
 * the connector calls it once, when the endpoint becomes active, to get the gateway. After that call
 * frames never pass through the container.
 */
public interface GatewayListener {

  /** The application's gateway. */
  Gateway gateway();
}

package io.goim.comet;

import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.GatewayListener;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;

/**
 * The door between the connector and the beans: the connector creates this endpoint when the
 * application is up and asks it once for the gateway. From then on clients' packets go straight to
 * the hub, never through the container. Which connector is said in glassfish-ejb-jar.xml.
 */
@MessageDriven(messageListenerInterface = GatewayListener.class)
public class ConnectorGatewayBean implements GatewayListener {

  @Inject private Hub hub;

  @Override
  public Gateway gateway() {
    return hub.gateway();
  }
}

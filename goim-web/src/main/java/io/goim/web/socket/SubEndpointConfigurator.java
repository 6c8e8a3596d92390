package io.goim.web.socket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Makes the endpoint's instances and notes the client's address at the handshake. Made by the
 * container, once a deployment.
 *
 * <p>Instances are made by hand: the container would build a bean of its own for every session, under
 * one lock for all, for the sake of a single injected field.
 */
public class SubEndpointConfigurator extends ServerEndpointConfig.Configurator {

  /** User property of the session: the client's numeric address. */
  static final String REMOTE_ADDRESS = "io.goim.remoteAddress";

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    return type.cast(new SubEndpoint(CDI.current().select(SocketEntrance.class).get()));
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    config.getUserProperties().put(REMOTE_ADDRESS, RemoteAddressFilter.current());
  }

  /** None: our messages are packed already, and a compressor a session costs more memory than it. */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return List.of();
  }
}

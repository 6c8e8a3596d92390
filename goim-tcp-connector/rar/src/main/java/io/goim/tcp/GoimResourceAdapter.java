package io.goim.tcp;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;

/** The entry point that ra.xml names: one {@link GatewayActivation} an endpoint. Thread safe. */
public class GoimResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;
  private static final XAResource[] NOTHING_TO_RECOVER = {};

  private final transient Map<MessageEndpointFactory, GatewayActivation> activations =
      new ConcurrentHashMap<>();

  @Override
  public void start(BootstrapContext context) {
    // Nothing is opened before an endpoint is there to serve the clients.
  }

  /** Ends what is still active. Blocks until ports and threads are gone. */
  @Override
  public void stop() {
    for (MessageEndpointFactory factory : activations.keySet()) {
      deactivate(factory);
    }
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof GatewayActivationSpec)) {
      throw new NotSupportedException("The goim connector needs a " + GatewayActivationSpec.class);
    }
    GatewayActivation activation = new GatewayActivation(factory);
    activations.put(factory, activation);
    activation.start();
  }

  /** Blocks until ports and threads are gone. */
  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    deactivate(factory);
  }

  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return NOTHING_TO_RECOVER;
  }

  private void deactivate(MessageEndpointFactory factory) {
    GatewayActivation activation = activations.remove(factory);
    if (activation != null) {
      activation.stop();
    }
  }
}

package io.goim.ops;

import io.goim.config.CometSettings;
import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.protocol.session.Transport;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/**
 * Ties the node's life to the application's. An exception while starting fails the deployment, so
 * that a node that cannot work never looks deployed.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NodeLifecycleBean {

  @Inject private NodeState state;
  @Inject private NodeSettings node;
  @Inject private CometSettings comet;
  @Inject private NodeDrain drain;
  @Inject private NodeManagement management;
  @Inject @Any private Instance<NodePart> parts;

  private NodeLifecycle lifecycle;

  @PostConstruct
  void start() {
    if (node.has(Role.COMET)) {
      expectListeners();
    }
    lifecycle = new NodeLifecycle(state, parts.stream().toList());
    lifecycle.start();
    management.register();
  }

  private void expectListeners() {
    if (comet.tcpPort() != 0) {
      state.expect(HubCounters.listener(Transport.TCP));
    }
    if (comet.websocketPort() != 0) {
      state.expect(HubCounters.listener(Transport.WEBSOCKET));
    }
    if (comet.websocketTlsPort() != 0 && !comet.certificates().isEmpty()) {
      state.expect(HubCounters.listener(Transport.WEBSOCKET_TLS));
    }
    state.expect(HubCounters.listener(Transport.JAKARTA));
  }

  @PreDestroy
  void stop() {
    management.unregister();
    drain.cancel();
    if (lifecycle != null) {
      lifecycle.stop();
    }
  }
}

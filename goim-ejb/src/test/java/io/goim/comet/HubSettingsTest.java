package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Role;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Transport;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hub towards the connector and the container. */
class HubSettingsTest {

  @Test
  void shouldTellTheConnectorItsSettings() {
    TestSettings settings = new TestSettings();
    settings.certificates = List.of(Path.of("node.pem"));
    ConnectorSettings connector = new HubFixture(settings).hub.settings();
    assertEquals("127.0.0.1", connector.bindAddress());
    assertEquals(3101, connector.tcpPort());
    assertEquals(3102, connector.websocketPort());
    assertEquals(3103, connector.websocketTlsPort());
    assertEquals(2, connector.loops());
    assertEquals(4096, connector.sendBuffer());
    assertEquals(8192, connector.receiveBuffer());
    assertEquals(9000, connector.maxMessage());
    assertEquals(Duration.ofSeconds(3), connector.closeTimeout());
    assertEquals(Duration.ofSeconds(10), connector.certificateCheck());
    assertEquals(1, connector.tlsThreads());
    assertSame(settings.proxies, connector.proxies());
  }

  @Test
  void shouldKeepTlsListenerOffWithoutCertificate() {
    assertEquals(0, new HubFixture(new TestSettings()).hub.settings().websocketTlsPort());
  }

  @Test
  void shouldKeepListenersOffWithoutTheRole() {
    FakeClock clock = new FakeClock();
    Hub hub =
        new Hub(
            new TestSettings().comet(),
            TestSettings.node(Role.LOGIC, Role.JOB),
            new FakeSessions(() -> 0),
            room -> 0,
            new FakeEvents(),
            clock,
            Hub.PATIENCE);
    assertEquals(0, hub.settings().tcpPort());
    assertEquals(0, hub.settings().websocketPort());
  }

  @Test
  void shouldPassOnWhatHappensToListeners() {
    HubFixture fixture = new HubFixture(new TestSettings());
    fixture.hub.listening(Transport.TCP, "127.0.0.1", 3101);
    fixture.hub.failed(Transport.WEBSOCKET, "port 3102 is in use");
    fixture.hub.rejected(Transport.TCP, CloseReason.NODE_FULL);
    assertEquals(
        List.of(
            "listening TCP 127.0.0.1 3101",
            "failed WEBSOCKET port 3102 is in use",
            "rejected TCP NODE_FULL"),
        fixture.events.told());
  }

  @Test
  void shouldGiveItselfAsGateway() {
    Hub hub = new HubFixture(new TestSettings()).hub;
    assertSame(hub, hub.gateway());
  }

  /** Weld refuses normal-scoped beans otherwise. */
  @Test
  void shouldBeProxyable() throws Exception {
    int constructor = Hub.class.getDeclaredConstructor().getModifiers();
    assertTrue(!Modifier.isPrivate(constructor) && !Modifier.isFinal(Hub.class.getModifiers()));
    assertTrue(
        Arrays.stream(Hub.class.getFields()).map(Field::getModifiers).allMatch(Modifier::isStatic));
  }
}

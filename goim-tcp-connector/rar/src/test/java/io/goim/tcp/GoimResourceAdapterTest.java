package io.goim.tcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.GatewayListener;
import io.goim.tcp.netty.FakeGateway;
import io.goim.tcp.netty.Settings;
import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class GoimResourceAdapterTest {

  private final int port = Settings.freePort();
  private final FakeGateway gateway = new FakeGateway(Settings.none().withTcp(port).build());
  private final FakeEndpointFactory factory = new FakeEndpointFactory(gateway);
  private final GoimResourceAdapter adapter = new GoimResourceAdapter();
  private final GatewayActivationSpec spec = new GatewayActivationSpec();
  private Set<Thread> threadsBefore;

  @BeforeEach
  void rememberThreads() {
    threadsBefore = Thread.getAllStackTraces().keySet();
    adapter.start(null);
  }

  @AfterEach
  void stop() {
    adapter.stop();
  }

  @Test
  void shouldAskForTheGatewayOnceOnAThreadOfItsOwn() throws Exception {
    factory.makeAvailable();
    adapter.endpointActivation(factory, spec);
    awaitListening();
    assertEquals(
        List.of("create on goim-connector-activation", "gateway", "release"), factory.calls);
    new Socket("127.0.0.1", port).close();
  }

  @Test
  void shouldTryAgainUntilTheEndpointIsAvailable() throws Exception {
    adapter.endpointActivation(factory, spec);
    assertTrue(FakeEndpointFactory.await(factory.refused));
    assertThrows(IOException.class, () -> new Socket("127.0.0.1", port).close());
    factory.makeAvailable();
    awaitListening();
  }

  @Test
  void shouldStopTryingWhenItIsDeactivated() throws Exception {
    adapter.endpointActivation(factory, spec);
    assertTrue(FakeEndpointFactory.await(factory.refused));
    adapter.endpointDeactivation(factory, spec);
    assertEquals(Set.of(), newThreads());
    assertEquals(List.of(), factory.calls);
  }

  @Test
  void shouldFreePortAndThreadsBeforeADeactivationReturns() throws Exception {
    factory.makeAvailable();
    adapter.endpointActivation(factory, spec);
    awaitListening();
    adapter.endpointDeactivation(factory, spec);
    assertEquals(Set.of(), newThreads());
    assertDoesNotThrow(() -> new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close());
  }

  @Test
  void shouldEndActiveEndpointsWhenTheAdapterStops() throws Exception {
    factory.makeAvailable();
    adapter.endpointActivation(factory, spec);
    awaitListening();
    adapter.stop();
    adapter.endpointDeactivation(factory, spec);
    assertEquals(Set.of(), newThreads());
  }

  @Test
  void shouldLeaveNothingWhenItIsDeactivatedWhileStarting() throws Exception {
    factory.makeAvailable();
    for (int i = 0; i < 20; i++) {
      adapter.endpointActivation(factory, spec);
      adapter.endpointDeactivation(factory, spec);
      assertEquals(Set.of(), newThreads());
    }
  }

  @Test
  void shouldOpenNothingWhenTheGatewayCannotBeHad() throws Exception {
    factory.makeAvailable();
    factory.failWith(new IllegalStateException("made by the test"));
    adapter.endpointActivation(factory, spec);
    assertTrue(FakeEndpointFactory.await(factory.released));
    adapter.stop();
    assertEquals(List.of(), gateway.listening);
  }

  @Test
  void shouldRefuseAForeignActivationSpec() {
    ActivationSpec foreign = new ForeignSpec();
    assertThrows(NotSupportedException.class, () -> adapter.endpointActivation(factory, foreign));
  }

  @Test
  void shouldBeDescribedByItsRaXml() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("src/main/rar/META-INF/ra.xml");
    assertEquals(GoimResourceAdapter.class.getName(), text(xml, "resourceadapter-class"));
    assertEquals(GatewayActivationSpec.class.getName(), text(xml, "activationspec-class"));
    assertEquals(GatewayListener.class.getName(), text(xml, "messagelistener-type"));
    assertEquals(0, xml.getElementsByTagName("required-config-property").getLength());
    assertEquals("2.1", xml.getDocumentElement().getAttribute("version"));
    assertEquals("true", xml.getDocumentElement().getAttribute("metadata-complete"));
  }

  private static String text(Document xml, String element) {
    return xml.getElementsByTagName(element).item(0).getTextContent();
  }

  private void awaitListening() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (gateway.listening.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals(List.of("TCP 127.0.0.1"), gateway.listening);
  }

  private Set<String> newThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !threadsBefore.contains(thread))
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  private static final class ForeignSpec implements ActivationSpec {

    @Override
    public void validate() {
      // Nothing to check.
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
      return null;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) {
      throw new UnsupportedOperationException();
    }
  }
}

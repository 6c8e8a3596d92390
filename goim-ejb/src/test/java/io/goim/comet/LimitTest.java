package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.Cidr;
import io.goim.config.LimitSettings;
import io.goim.config.ProxySettings;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is refused because there is too much of it, and that nobody else notices. */
class LimitTest {

  private final TestSettings settings = new TestSettings();

  @Test
  void shouldRefuseTheConnectionBeyondTheNodesLimit() {
    settings.limits = new LimitSettings(2, 0, 0, 0, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection first = connect(fixture, "192.0.2.1");
    connect(fixture, "192.0.2.2");
    assertEquals(CloseReason.NODE_FULL, connect(fixture, "192.0.2.3").closed());
    assertEquals(2, fixture.hub.open());
    assertEquals(1, fixture.events.limitedBy(Limit.CONNECTIONS));
    first.goes();
    assertNull(connect(fixture, "192.0.2.3").closed());
  }

  @Test
  void shouldRefuseTheConnectionBeyondAnAddresssLimit() {
    settings.limits = new LimitSettings(0, 2, 0, 0, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection first = connect(fixture, "192.0.2.1");
    connect(fixture, "192.0.2.1");
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, connect(fixture, "192.0.2.1").closed());
    assertNull(connect(fixture, "192.0.2.2").closed());
    assertEquals(1, fixture.events.limitedBy(Limit.CONNECTIONS_PER_ADDRESS));
    first.goes();
    assertNull(connect(fixture, "192.0.2.1").closed());
  }

  @Test
  void shouldCountANetworkOf64BitsAsOneAddress() {
    settings.limits = new LimitSettings(0, 2, 0, 0, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    connect(fixture, "2001:db8:0:1:0:0:0:1");
    connect(fixture, "2001:db8:0:1:ffff:0:0:2");
    assertEquals(
        CloseReason.TOO_MANY_CONNECTIONS, connect(fixture, "2001:db8:0:1:1:2:3:4").closed());
    assertNull(connect(fixture, "2001:db8:0:2:0:0:0:1").closed());
  }

  @Test
  void shouldSpareExemptAddresses() throws Exception {
    List<Cidr> exempt = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));
    settings.limits = new LimitSettings(0, 1, 0, 1, 0, 0, exempt);
    HubFixture fixture = new HubFixture(settings);
    for (String address : List.of("127.0.0.1", "0:0:0:0:0:0:0:1")) {
      for (int i = 0; i < 50; i++) {
        FakeConnection client = connect(fixture, address);
        client.sends(Operation.LOGIN, 1, "k" + i);
        assertNull(client.closed());
      }
    }
  }

  @Test
  void shouldCountAClientThatAProxyNamesForItsOwnAddress() throws Exception {
    settings.limits = new LimitSettings(0, 1, 0, 0, 0, 0, List.of());
    settings.proxies = new ProxySettings(false, List.of(Cidr.parse("10.0.0.0/8")));
    HubFixture fixture = new HubFixture(settings);
    FakeConnection first = connect(fixture, "10.0.0.1");
    FakeConnection second = connect(fixture, "10.0.0.1");
    assertNull(second.closed(), "the proxy's own address has no limit");
    first.comesFrom("192.0.2.1");
    assertNull(first.closed());
    second.comesFrom("192.0.2.1");
    assertEquals(CloseReason.TOO_MANY_CONNECTIONS, second.closed());
    first.goes();
    FakeConnection third = connect(fixture, "10.0.0.1");
    third.comesFrom("192.0.2.1");
    assertNull(third.closed());
  }

  @Test
  void shouldRefuseLoginsBeyondAnAddresssRateAndSayWhenToComeBack() {
    settings.limits = new LimitSettings(0, 0, 0, 2, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    IntStream.range(0, 20).forEach(i -> assertNull(login(fixture, "192.0.2.1", i).closed()));
    FakeConnection refused = login(fixture, "192.0.2.1", 20);
    assertEquals(CloseReason.TOO_MANY_LOGINS, refused.closed());
    String told = refused.written().get(0);
    assertTrue(told.startsWith("reply 6 v1 s0 {\"code\":4009,"), told);
    assertTrue(told.contains("\"reconnect\":true,\"delay\":"), told);
    assertEquals(1, fixture.events.limitedBy(Limit.LOGINS_PER_ADDRESS));
    assertEquals(1, fixture.events.logins(LoginOutcome.LIMITED));
    assertNull(login(fixture, "192.0.2.2", 21).closed(), "another address");
    fixture.pass(Duration.ofSeconds(1));
    assertNull(login(fixture, "192.0.2.1", 22).closed());
    assertNull(login(fixture, "192.0.2.1", 23).closed());
    assertEquals(CloseReason.TOO_MANY_LOGINS, login(fixture, "192.0.2.1", 24).closed());
  }

  @Test
  void shouldRefuseLoginsBeyondTheNodesRate() {
    settings.limits = new LimitSettings(0, 0, 3, 0, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    IntStream.range(0, 6).forEach(i -> assertNull(login(fixture, "192.0.2." + i, i).closed()));
    assertEquals(CloseReason.TOO_MANY_LOGINS, login(fixture, "192.0.2.9", 6).closed());
    assertEquals(1, fixture.events.limitedBy(Limit.LOGINS));
  }

  @Test
  void shouldTellATextClientInText() {
    settings.limits = new LimitSettings(0, 0, 0, 1, 0, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    IntStream.range(0, 10).forEach(i -> login(fixture, "192.0.2.1", i));
    FakeConnection client = fixture.connect(0, Transport.WEBSOCKET, "192.0.2.1");
    client.sendsText("{\"op\":7,\"body\":\"t\"}");
    String told = client.written().get(0);
    assertTrue(
        told.startsWith("text {\"ver\":1,\"op\":6,\"seq\":0,\"body\":{\"code\":4009,"), told);
  }

  @Test
  void shouldCloseAClientThatSendsTooManyPackets() {
    settings.limits = new LimitSettings(0, 0, 0, 0, 5, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    FakeConnection other = fixture.client("bob");
    for (int i = 0; i < 49; i++) {
      client.sends(4, i, "");
    }
    assertNull(client.closed(), "the login and these are ten seconds' worth");
    client.sends(4, 50, "");
    assertEquals(CloseReason.TOO_MUCH_TRAFFIC, client.closed());
    assertEquals(1, fixture.events.limitedBy(Limit.PACKETS));
    assertNull(other.closed());
  }

  @Test
  void shouldLetAClientSendAtItsRateForEver() {
    settings.limits = new LimitSettings(0, 0, 0, 0, 5, 1024, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 5; i++) {
        client.sends(Operation.HEARTBEAT, i, "x".repeat(150));
      }
      fixture.pass(Duration.ofSeconds(1));
    }
    assertNull(client.closed());
  }

  @Test
  void shouldCloseAClientThatSendsTooManyBytes() {
    settings.limits = new LimitSettings(0, 0, 0, 0, 0, 1024, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    client.sends(4, 1, "x".repeat(4096));
    client.sends(4, 1, "x".repeat(4096));
    assertNull(client.closed());
    client.sends(4, 1, "x".repeat(4096));
    assertEquals(CloseReason.TOO_MUCH_TRAFFIC, client.closed());
    assertEquals(1, fixture.events.limitedBy(Limit.BYTES));
  }

  @Test
  void shouldCountPacketsThatAreNoLogin() {
    settings.limits = new LimitSettings(0, 0, 0, 0, 5, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = connect(fixture, "192.0.2.1");
    for (int i = 0; i < 51; i++) {
      client.sends(Operation.HEARTBEAT, i, "");
    }
    assertEquals(CloseReason.TOO_MUCH_TRAFFIC, client.closed());
  }

  @Test
  void shouldCountTextsAndPings() {
    settings.limits = new LimitSettings(0, 0, 0, 0, 5, 0, List.of());
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.textClient("alice");
    for (int i = 0; i < 30; i++) {
      client.sendsText("{\"op\":4}");
    }
    assertNull(client.closed());
    for (int i = 0; i < 21; i++) {
      client.sendsPing(0);
    }
    assertEquals(CloseReason.TOO_MUCH_TRAFFIC, client.closed());
  }

  @Test
  void shouldNotReadFromAClientThatDoesNotTakeItsPongs() {
    HubFixture fixture = new HubFixture(settings);
    FakeConnection client = fixture.client("alice");
    client.stopsTaking();
    client.sendsPing(125);
    assertFalse(client.isReading());
  }

  private static FakeConnection connect(HubFixture fixture, String address) {
    return fixture.connect(0, Transport.TCP, address);
  }

  private static FakeConnection login(HubFixture fixture, String address, int number) {
    FakeConnection client = connect(fixture, address);
    client.sends(Operation.LOGIN, 1, "k" + number);
    return client;
  }
}

package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir private Path folder;
  private X509Bundle authority;
  private FakeGateway gateway;
  private ConnectorServer server;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=test authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void shouldTalkOverWebSocketWithTls() throws Exception {
    start("one.test");
    gateway.repliesToPackets = true;
    try (SocketClient client =
        new SocketClient(connect(Transport.WEBSOCKET_TLS, "one.test"), 0).upgraded()) {
      assertEquals(Transport.WEBSOCKET_TLS, gateway.nextOpened().connection.transport());
      byte[] packet = Wire.packet(4, 1, Wire.ascii("a"));
      client.send(Wire.binary(packet));
      assertEquals("8211" + Wire.hex(packet), Wire.hex(client.read(19)));
      client.send(Wire.close(1000, ""));
      assertEquals("880203e8", Wire.hex(client.readToEnd()));
    }
  }

  @Test
  void shouldTalkOverTcpWithTlsAndSayGoodbye() throws Exception {
    start("one.test");
    gateway.repliesToPackets = true;
    try (SocketClient client = new SocketClient(connect(Transport.TCP, "one.test"), 0)) {
      FakeHandler handler = gateway.nextOpened();
      byte[] packet = Wire.packet(4, 1, new byte[4096]);
      client.send(packet);
      assertEquals(Wire.hex(packet), Wire.hex(client.read(packet.length)));
      assertEquals("packet 4 1 1 4096", handler.next());
      inLoop(handler, () -> close(handler, CloseReason.GOING_AWAY));
      String said = new String(client.readToEnd(), StandardCharsets.US_ASCII);
      assertTrue(said.endsWith("\"reconnect\":true}"), said);
      assertEquals("closed GOING_AWAY", handler.next());
    }
  }

  @Test
  void shouldReportAFullSocketThroughTls() throws Exception {
    start("one.test");
    gateway.repliesToPackets = true;
    try (SocketClient client = new SocketClient(connect(Transport.TCP, "one.test"), 0)) {
      FakeHandler handler = gateway.nextOpened();
      client.send(Wire.packet(4, 1, new byte[0]));
      client.read(16);
      assertEquals("packet 4 1 1 0", handler.next());
      assertFalse(inLoop(handler, () -> push(handler, 16_000_000)));
      client.read(16 + 16_000_000);
      assertEquals("writable", handler.next());
    }
  }

  @Test
  void shouldChooseTheCertificateByTheNameThatTheClientAsksFor() throws Exception {
    start("one.test", "two.test");
    for (String host : List.of("one.test", "two.test")) {
      try (SSLSocket socket = connect(Transport.WEBSOCKET_TLS, host)) {
        Principal subject = socket.getSession().getPeerPrincipal();
        assertEquals("CN=" + host, subject.getName());
      }
    }
    try (SSLSocket socket = connect(Transport.WEBSOCKET_TLS, "unknown.test")) {
      assertEquals("CN=one.test", socket.getSession().getPeerPrincipal().getName());
    }
  }

  @Test
  void shouldShowNewConnectionsANewCertificateAndKeepTheOldConnections() throws Exception {
    start("one.test");
    gateway.repliesToPackets = true;
    try (SSLSocket before = connect(Transport.TCP, "one.test")) {
      BigInteger old = serial(before);
      replace("one.test");
      await(() -> gateway.certificatesRead.size() == 1);
      assertEquals(List.of(""), gateway.certificatesRead);
      try (SSLSocket after = connect(Transport.TCP, "one.test")) {
        assertNotEquals(old, serial(after));
      }
      byte[] packet = Wire.packet(4, 1, Wire.ascii("a"));
      before.getOutputStream().write(packet);
      assertEquals(Wire.hex(packet), Wire.hex(before.getInputStream().readNBytes(packet.length)));
    }
  }

  @Test
  void shouldKeepTheCertificateWhenTheNewOneCannotBeUsed() throws Exception {
    start("one.test", "two.test");
    BigInteger old;
    try (SSLSocket before = connect(Transport.TCP, "two.test")) {
      old = serial(before);
    }
    Path chain = folder.resolve("two.test.pem");
    String good = Files.readString(chain);
    Files.writeString(chain, "half a certif");
    await(() -> gateway.certificatesRead.size() == 1);
    assertTrue(
        gateway.certificatesRead.get(0).contains("two.test.pem"), gateway.failures::toString);
    try (SSLSocket after = connect(Transport.TCP, "two.test")) {
      assertEquals(old, serial(after));
    }
    Files.writeString(chain, good);
    await(() -> gateway.certificatesRead.size() == 2);
    assertEquals("", gateway.certificatesRead.get(1));
  }

  @Test
  void shouldSpeakTls12And13Only() throws Exception {
    start("one.test");
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = connect(Transport.TCP, "one.test", protocol)) {
        assertEquals(protocol, socket.getSession().getProtocol());
      }
    }
    SslContext context =
        new CertificateFiles(Transport.TCP)
            .read(List.of(folder.resolve("one.test.pem")), List.of(folder.resolve("one.test.key")))
            .get(0)
            .context();
    assertEquals(
        Set.of("TLSv1.2", "TLSv1.3"),
        Set.of(context.newEngine(ByteBufAllocator.DEFAULT).getEnabledProtocols()));
  }

  @Test
  void shouldShakeHandsOffTheEventLoops() throws Exception {
    start("one.test", "two.test");
    try (SSLSocket socket = connect(Transport.TCP, "one.test")) {
      assertTrue(socket.getSession().isValid());
      assertTrue(tlsThreads());
    }
    server.stop();
    // A pool says that it has ended a moment before its last thread does.
    await(() -> !tlsThreads());
  }

  private static boolean tlsThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("goim-tls-"));
  }

  @Test
  void shouldCloseAClientThatDoesNotSpeakTls() throws Exception {
    start("one.test");
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      client.send(Wire.packet(7, 1, Wire.ascii("{}")));
      client.countToEnd();
      assertEquals("closed CONNECTION_LOST", handler.next());
    }
  }

  @Test
  void shouldCloseAtOnceBeforeTheHandshakeIsDone() throws Exception {
    start("one.test");
    try (SocketClient client = new SocketClient(gateway.ports.get(Transport.TCP))) {
      FakeHandler handler = gateway.nextOpened();
      inLoop(handler, () -> close(handler, CloseReason.HANDSHAKE_TIMEOUT));
      assertEquals("closed HANDSHAKE_TIMEOUT", handler.next());
      client.readToEnd();
    }
  }

  @Test
  void shouldNameTheFilesThatAreNoCertificate() throws Exception {
    Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
    Settings settings =
        Settings.none().withTls(0, Settings.freePort(), List.of(nonsense), List.of(nonsense));
    gateway = new FakeGateway(settings.build());
    server = ConnectorServer.start(gateway, getClass().getClassLoader());
    assertEquals(
        List.of(
            "WEBSOCKET_TLS: The certificate file "
                + nonsense
                + " and the private key file "
                + nonsense
                + " cannot be used together: both must be PEM, the key unencrypted"
                + " PKCS#8"),
        gateway.failures);
  }

  private void start(String... hosts) throws Exception {
    List<Path> chains = new ArrayList<>();
    List<Path> keys = new ArrayList<>();
    for (String host : hosts) {
      replace(host);
      chains.add(folder.resolve(host + ".pem"));
      keys.add(folder.resolve(host + ".key"));
    }
    Settings settings =
        Settings.none().withTls(Settings.freePort(), Settings.freePort(), chains, keys);
    gateway = new FakeGateway(settings.build());
    server = ConnectorServer.start(gateway, getClass().getClassLoader());
    assertEquals(List.of(), gateway.failures);
  }

  /** Makes a certificate and its key, in place of those that were there. */
  private void replace(String host) throws Exception {
    X509Bundle bundle =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + host)
            .addSanDnsName(host)
            .buildIssuedBy(authority);
    Files.writeString(folder.resolve(host + ".pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve(host + ".key"), bundle.getPrivateKeyPEM());
  }

  private static BigInteger serial(SSLSocket socket) throws Exception {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not in time");
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Connects by address and asks for a name, as a client behind a resolver does. */
  private SSLSocket connect(Transport transport, String host, String... protocols)
      throws Exception {
    Socket plain = new Socket(InetAddress.getByName("127.0.0.1"), gateway.ports.get(transport));
    SSLSocket socket = (SSLSocket) trusting().createSocket(plain, host, plain.getPort(), true);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  private SSLSocketFactory trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.getCertificate());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static boolean close(FakeHandler handler, CloseReason reason) {
    handler.connection.close(reason);
    return true;
  }

  private static boolean push(FakeHandler handler, int bytes) {
    NettyConnection connection = (NettyConnection) handler.connection;
    PacketBatch batch = connection.loop().newBatch();
    connection.push(batch, 0, batch.append(1000, new byte[bytes]));
    batch.release();
    return connection.flush();
  }

  private static <T> T inLoop(FakeHandler handler, Supplier<T> action) throws Exception {
    NettyLoop loop = ((NettyConnection) handler.connection).loop();
    return CompletableFuture.supplyAsync(action, loop).get(10, TimeUnit.SECONDS);
  }
}

package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.protocol.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TlsTest {

  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path folder;
  private static SSLContext tls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("test.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "goim",
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "password",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, keytool.waitFor(), output);
    tls = context(store);
  }

  @ParameterizedTest
  @EnumSource
  void shouldConverseOverTls(Speech speech) throws Exception {
    Frame push = Frame.push(1000, "z".repeat(100_000).getBytes(UTF_8));
    try (FakeServer server =
            new FakeServer(
                speech,
                listener(),
                peer -> {
                  peer.admit();
                  peer.push(List.of(push));
                  peer.read();
                });
        GoimClient client = client(server, speech, "localhost").tls(tls).connect()) {
      client.login(Token.anonymous());
      assertEquals(push, client.receive(Duration.ofSeconds(5)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseACertificateThatIsNotTrusted(Speech speech) throws Exception {
    try (ServerSocket listener = listener()) {
      FakeServer server = new FakeServer(speech, listener, peer -> {});
      GoimClientBuilder builder = client(server, speech, "localhost");
      assertThrows(IOException.class, builder::connect);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseACertificateOfAnotherHost(Speech speech) throws Exception {
    try (ServerSocket listener = listener()) {
      FakeServer server = new FakeServer(speech, listener, peer -> {});
      GoimClientBuilder builder = client(server, speech, "127.0.0.1").tls(tls);
      assertThrows(IOException.class, builder::connect);
    }
  }

  private static GoimClientBuilder client(FakeServer server, Speech speech, String host) {
    GoimClientBuilder builder =
        GoimClient.to(
            speech == Speech.TCP
                ? "tcps://" + host + ":" + server.port()
                : "wss://" + host + ":" + server.port() + "/sub");
    return speech == Speech.TEXT ? builder.text() : builder;
  }

  private static ServerSocket listener() throws IOException {
    return tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}

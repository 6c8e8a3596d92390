package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with a certificate: WebSocket over TLS on its own port, and TLS for TCP. */
class TlsIT {

  @TempDir private Path data;
  @TempDir private Path certificates;

  @Test
  void shouldPushOverTls() throws Exception {
    Certificate certificate = Certificate.make(certificates);
    try (Node node =
        Node.start(
            data,
            "--set",
            "goim.comet.certificates=" + certificate.chain(),
            "--set",
            "goim.comet.private-keys=" + certificate.key(),
            "--set",
            "goim.comet.tcp.tls=true")) {
      assertEquals(
          ListeningSockets.documented(),
          ListeningSockets.of(node.pid()).ports(node.offset()),
          "every port of the page is open now");
      Http http = new Http(node);
      for (String url :
          List.of(
              "wss://127.0.0.1:" + (3103 + node.offset()) + "/sub",
              "tcps://127.0.0.1:" + node.tcp())) {
        try (GoimClient client = GoimClient.to(url).tls(certificate.trust()).connect()) {
          client.login(Token.of("secret").accepting(1000));
          http.push("/goim/push/keys?operation=1000&keys=secret", url);
          assertEquals(url, client.receive(Duration.ofSeconds(10)).text());
        }
      }
    }
  }
}

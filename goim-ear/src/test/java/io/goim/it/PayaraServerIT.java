package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same EAR file on a real Payara Server; run by {@code mvn verify -Ppayara-server}. */
@Tag("payara-server")
class PayaraServerIT {

  private static final Path ZIP = Node.PROJECT.resolve("goim-ear/target/payara-server/payara.zip");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path keys;

  @Test
  void shouldDeployPushAndUndeploy() throws Exception {
    int offset = Node.freeOffset();
    try (PayaraServer server = PayaraServer.unpack(ZIP, 21_000)) {
      server.asadmin("start-domain", "goim");
      server.prepare(offset);
      deploy(server);
      Http http = new Http("http://127.0.0.1:" + server.http());
      for (String url :
          new String[] {
            "tcp://127.0.0.1:" + (3101 + offset),
            "ws://127.0.0.1:" + (3102 + offset) + "/sub",
            "ws://127.0.0.1:" + server.http() + "/sub"
          }) {
        try (GoimClient client = GoimClient.connect(url)) {
          client.login(Token.of("server").accepting(1000));
          http.push("/goim/push/keys?operation=1000&keys=server", url);
          assertEquals(url, client.receive(SOON).text());
        }
      }
      server.asadmin("undeploy", "goim");
      assertTrue(Node.isFree(3101 + offset));
      assertFalse(server.asadmin("list-applications").contains("goim "));
      verifySignedTokens(server, "tcp://127.0.0.1:" + (3101 + offset));
    }
  }

  /** What verifies tokens is the server's own library, in the server's own way of sharing it. */
  private void verifySignedTokens(PayaraServer server, String url) throws Exception {
    Signer signer = new Signer();
    Path key = signer.publicKey(keys.resolve("key.pem"));
    server.asadmin("create-system-properties", "goim.auth=jwt");
    server.asadmin("create-system-properties", "goim.auth.jwt.public-key=" + key);
    deploy(server);
    try (GoimClient client = GoimClient.connect(url)) {
      byte[] token = signer.token(Duration.ofMinutes(10), "\"key\":\"server\"");
      Frame answer = client.request(Operation.LOGIN, token).get(20, TimeUnit.SECONDS);
      assertEquals(Operation.LOGIN_REPLY, answer.operation());
    }
    try (GoimClient client = GoimClient.connect(url)) {
      client.request(Operation.LOGIN, Token.of("server").toBytes());
      client.awaitEnd(SOON);
    }
  }

  private static void deploy(PayaraServer server) throws IOException {
    server.asadmin("deploy", "--name", "goim", EarContentsIT.EAR.toString());
    Http http = new Http("http://127.0.0.1:" + server.http());
    Poll.until(
        Duration.ofSeconds(60),
        () -> http.get("/health/ready").statusCode() == 200,
        () -> http.get("/health/ready").body());
  }
}

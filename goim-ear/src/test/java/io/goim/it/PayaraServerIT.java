package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same EAR file on a real Payara Server; run by {@code mvn verify -Ppayara-server}. */
@Tag("payara-server")
class PayaraServerIT {

  private static final Path ZIP = Node.PROJECT.resolve("goim-ear/target/payara-server/payara.zip");
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void shouldDeployPushAndUndeploy() throws Exception {
    int offset = Node.freeOffset();
    try (PayaraServer server = PayaraServer.unpack(ZIP, 21_000)) {
      server.asadmin("start-domain", "goim");
      server.prepare(offset);
      server.asadmin("deploy", "--name", "goim", EarContentsIT.EAR.toString());
      Http http = new Http("http://127.0.0.1:" + server.http());
      Poll.until(
          Duration.ofSeconds(60),
          () -> http.get("/health/ready").statusCode() == 200,
          () -> http.get("/health/ready").body());
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
    }
  }
}

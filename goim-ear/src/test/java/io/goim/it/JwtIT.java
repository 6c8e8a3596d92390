package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.ConnectionEnd;
import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that believes signed tokens only. */
class JwtIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Long enough for a busy machine to log in. */
  private static final Duration SHORT = Duration.ofSeconds(15);

  @TempDir private static Path data;
  @TempDir private static Path keys;

  private static Signer signer;
  private static Node node;

  @BeforeAll
  static void start() throws Exception {
    signer = new Signer();
    node =
        Node.start(
            data,
            "--set",
            "goim.auth=jwt",
            "--set",
            "goim.auth.jwt.public-key=" + signer.publicKey(keys.resolve("key.pem")),
            "--set",
            "goim.auth.jwt.leeway=0s");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void shouldServeAClientWithASignedTokenOnEveryTransport() throws Exception {
    Http http = new Http(node);
    for (String url : urls()) {
      try (GoimClient client = GoimClient.connect(url)) {
        login(client, signer.token(LONG, "\"key\":\"signed\",\"accepts\":[1000],\"sub\":\"42\""));
        http.push("/goim/push/mids?operation=1000&mids=42", url);
        assertEquals(url, client.receive(SOON).text());
      }
    }
  }

  @Test
  void shouldRefuseWhoeverHasNoTokenOrAForgedOne() throws Exception {
    byte[] forged = new Signer().token(LONG, "\"key\":\"eve\"");
    for (byte[] token : List.of(forged, Token.of("eve").toBytes())) {
      for (String url : List.of(node.websocketUrl(), node.jakartaUrl())) {
        try (GoimClient client = GoimClient.connect(url)) {
          client.request(Operation.LOGIN, token);
          assertEquals(4501, client.awaitEnd(SOON).code());
        }
      }
      try (GoimClient client = GoimClient.connect(node.tcpUrl())) {
        client.request(Operation.LOGIN, token);
        client.awaitEnd(SOON);
      }
    }
  }

  @Test
  void shouldCloseAClientThatAsksForWhatItsTokenDoesNotAllow() throws Exception {
    String claims = "\"key\":\"guest\",\"rooms\":[\"live://*\"],\"operations\":[1000]";
    for (String url : urls()) {
      try (GoimClient client = GoimClient.connect(url)) {
        login(client, signer.token(LONG, claims));
        client.changeRoom("live://1");
        client.watch(1000);
        client.request(Operation.CHANGE_ROOM, "vip://1".getBytes(StandardCharsets.UTF_8));
        ConnectionEnd end = client.awaitEnd(SOON);
        assertEquals(4504, end.code(), end.toString());
        assertFalse(end.mayRetry());
      }
    }
  }

  /** Whoever overhears a token has what it says, for as long as it says. */
  @Test
  void shouldGiveAReplayedTokenNoMoreAndNoLongerThanItSays() throws Exception {
    byte[] token = signer.token(SHORT, "\"key\":\"overheard\",\"rooms\":[\"live://*\"]");
    try (GoimClient greedy = GoimClient.connect(node.websocketUrl())) {
      login(greedy, token);
      greedy.request(Operation.CHANGE_ROOM, "vip://1".getBytes(StandardCharsets.UTF_8));
      assertEquals(4504, greedy.awaitEnd(SOON).code());
    }
    try (GoimClient replay = GoimClient.connect(node.websocketUrl())) {
      login(replay, token);
      login(replay, token);
      assertEquals(4006, replay.awaitEnd(SOON).code());
    }
    try (GoimClient late = GoimClient.connect(node.websocketUrl())) {
      late.request(Operation.LOGIN, token);
      assertEquals(4501, late.awaitEnd(SOON).code());
    }
  }

  @Test
  void shouldCloseWhenTheTokenExpiresUnlessAFreshOneCame() throws Exception {
    try (GoimClient renewed = GoimClient.connect(node.tcpUrl());
        GoimClient expiring = GoimClient.connect(node.tcpUrl());
        GoimClient jakarta = GoimClient.connect(node.jakartaUrl())) {
      login(renewed, signer.token(SHORT, "\"key\":\"renewed\",\"accepts\":[1000]"));
      login(renewed, signer.token(LONG, "\"key\":\"renewed\""));
      login(expiring, signer.token(SHORT, "\"key\":\"expiring\""));
      login(jakarta, signer.token(SHORT, "\"key\":\"jakarta\""));
      for (GoimClient client : List.of(expiring, jakarta)) {
        ConnectionEnd end = client.awaitEnd(SHORT.plus(SOON));
        assertEquals(4006, end.code(), end.toString());
        assertTrue(end.mayRetry());
      }
      new Http(node).push("/goim/push/keys?operation=1000&keys=renewed", "still here");
      assertEquals("still here", renewed.receive(SOON).text());
    }
  }

  @Test
  void shouldNotStartWithAKeyThatIsNone() throws Exception {
    Path none = Files.writeString(keys.resolve("none.pem"), "hello");
    try (Node wrong =
        Node.launch(
            Node.freeOffset(),
            keys.resolve("data"),
            "--set",
            "goim.auth=jwt",
            "--set",
            "goim.auth.jwt.public-key=" + none)) {
      Poll.until(Node.START_TIMEOUT, () -> !wrong.isAlive(), wrong::output);
      assertEquals(1, wrong.exitStatus(), wrong.output());
      assertTrue(wrong.output().contains("none.pem holds no public key"), wrong.output());
    }
  }

  private static List<String> urls() {
    return List.of(node.tcpUrl(), node.websocketUrl(), node.jakartaUrl());
  }

  private static void login(GoimClient client, byte[] token) throws Exception {
    int answer =
        client.request(Operation.LOGIN, token).get(SOON.toSeconds(), TimeUnit.SECONDS).operation();
    if (answer != Operation.LOGIN_REPLY) {
      throw new IOException("the login was answered with operation " + answer);
    }
  }
}

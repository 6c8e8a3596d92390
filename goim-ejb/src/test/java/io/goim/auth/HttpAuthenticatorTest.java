package io.goim.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.Scope;
import io.goim.logic.Identity;
import io.goim.ops.HandThreads;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who a client is by a service's answer; docs/SECURITY.md, "Asking your own service". */
class HttpAuthenticatorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong();
  private final FakeServer server;
  private HttpAuthenticator authenticator;

  HttpAuthenticatorTest() throws IOException {
    server = new FakeServer();
    authenticator = asking(TIMEOUT, 10);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldLetInWhomTheServiceKnows() {
    server.answers(
        200,
        """
        {"mid":42,"key":"alice","room_id":"live://1","accepts":[1000],"platform":"web",
         "rooms":["live://*"],"operations":[1000],"expires_in":90,"unknown":[{}]}
        """);
    Identity identity = Outcome.identity(login("to\"ken\u00e9"));
    assertEquals(42, identity.mid());
    assertEquals("alice", identity.key());
    assertEquals("live://1", identity.room());
    assertArrayEquals(new int[] {1000}, identity.operations());
    assertEquals("web", identity.platform());
    assertEquals(Scope.ALL.joining(List.of("live://*")).watching(1000), identity.scope());
    assertEquals(Duration.ofSeconds(90), identity.validFor());

    String[] request = server.requests().get(0).split(" ", 4);
    assertEquals("POST Bearer hunter2", String.join(" ", request[0], request[1], request[2]));
    JsonObject asked = Json.createReader(new StringReader(request[3])).readObject();
    assertEquals("to\"ken\u00e9", asked.getString("token"));
    assertEquals("192.0.2.7", asked.getString("address"));
    assertEquals("websocket", asked.getString("transport"));
    assertEquals("node-1", asked.getString("server"));
  }

  @Test
  void shouldLetInForEverWhomTheServiceSaysNothingOf() {
    server.answers(200, "{}");
    Identity identity = Outcome.identity(login("x"));
    assertEquals(0, identity.mid());
    assertEquals(Scope.ALL, identity.scope());
    assertEquals(Identity.ALWAYS, identity.validFor());
  }

  @Test
  void shouldRefuseWhomTheServiceRefuses() {
    server.answers(401, "");
    assertEquals("refused callback-refused", Outcome.of(login("x")));
    server.answers(403, "no");
    for (int i = 0; i < 10; i++) {
      assertEquals("refused callback-refused", Outcome.of(login("x")), "a refusal is no failure");
    }
  }

  @Test
  void shouldSayLaterWhenTheServiceFails() {
    server.answers(500, "broken");
    assertEquals("later callback-failed", Outcome.of(login("x")));
    server.answers(404, "");
    assertEquals("later callback-failed", Outcome.of(login("x")));
  }

  @Test
  void shouldNotFollowTheServiceElsewhere() {
    server.answers(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
          FakeServer.reply(exchange, 302, "");
        });
    assertEquals("later callback-failed", Outcome.of(login("x")));
  }

  @Test
  void shouldSayLaterWhenTheAnswerIsNoIdentity() {
    for (String garbage :
        new String[] {
          "",
          "hello",
          "[1]",
          "null",
          "{\"mid\":\"x\"}",
          "{\"key\":1}",
          "{\"expires_in\":0}",
          "{\"expires_in\":-1}",
          "{\"expires_in\":\"1h\"}",
          "{\"rooms\":[1]}",
          "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"
        }) {
      server.answers(200, garbage);
      authenticator = asking(TIMEOUT, 10);
      assertEquals("later callback-garbage", Outcome.of(login("x")), garbage);
    }
  }

  @Test
  void shouldSayLaterWhenTheAnswerIsTooLong() {
    server.answers(200, "{\"key\":\"" + "x".repeat(200_000) + "\"}");
    assertEquals("later callback-failed", Outcome.of(login("x")));
  }

  @Test
  void shouldWaitForAServiceThatIsSlow() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    server.answers(
        exchange -> {
          FakeServer.await(go);
          FakeServer.reply(exchange, 200, "{\"key\":\"slow\"}");
        });
    CompletionStage<Identity> login = login("x");
    assertEquals(false, login.toCompletableFuture().isDone());
    go.countDown();
    assertEquals("in slow", Outcome.of(login));
  }

  @Test
  void shouldGiveUpAServiceThatHangs() {
    authenticator = asking(Duration.ofMillis(200), 10);
    server.hangs();
    assertEquals("later callback-failed", Outcome.of(login("x")));
    server.hangsInTheBody();
    assertEquals("later callback-failed", Outcome.of(login("x")));
  }

  @Test
  void shouldSayLaterWhenTheServiceIsNotThere() {
    server.close();
    assertEquals("later callback-failed", Outcome.of(login("x")));
  }

  @Test
  void shouldNotAskTooOftenAtATime() {
    CountDownLatch go = new CountDownLatch(1);
    server.answers(
        exchange -> {
          FakeServer.await(go);
          FakeServer.reply(exchange, 200, "{}");
        });
    authenticator = asking(TIMEOUT, 4);
    List<CompletionStage<Identity>> logins = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      logins.add(login("x"));
    }
    assertEquals("later callback-busy", Outcome.of(login("x")));
    go.countDown();
    logins.forEach(login -> assertEquals("in ", Outcome.of(login)));
    assertEquals("in ", Outcome.of(login("x")), "places are given back");
    assertEquals(5, server.requests().size());
  }

  @Test
  void shouldSpareAServiceThatFailsAndTryAgainOnce() {
    server.answers(500, "");
    for (int i = 0; i < 3; i++) {
      assertEquals("later callback-failed", Outcome.of(login("x")));
    }
    server.answers(200, "{}");
    assertEquals("later callback-down", Outcome.of(login("x")));
    assertEquals(3, server.requests().size(), "it was not asked");

    now.addAndGet(Duration.ofSeconds(5).toNanos());
    server.answers(500, "");
    assertEquals("later callback-failed", Outcome.of(login("x")), "the one try");
    assertEquals("later callback-down", Outcome.of(login("x")));

    now.addAndGet(Duration.ofSeconds(5).toNanos());
    server.answers(200, "{}");
    assertEquals("in ", Outcome.of(login("x")));
    assertEquals("in ", Outcome.of(login("x")));
    assertEquals(6, server.requests().size());
  }

  @Test
  void shouldTryWithOneCallOnly() {
    CircuitBreaker breaker = new CircuitBreaker(2, Duration.ofSeconds(5), now::get);
    assertTrue(breaker.permits());
    assertEquals(false, breaker.failed());
    assertEquals(false, breaker.succeeded());
    breaker.failed();
    assertTrue(breaker.failed(), "two in a row open it");
    assertEquals(false, breaker.permits());
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertTrue(breaker.permits());
    assertEquals(false, breaker.permits(), "one at a time");
    assertTrue(breaker.succeeded());
    assertTrue(breaker.permits() && breaker.permits());
  }

  private HttpAuthenticator asking(Duration timeout, int maxCalls) {
    return new HttpAuthenticator(
        AuthSamples.http(server.url(), timeout, maxCalls), "node-1", new HandThreads(), now::get);
  }

  private CompletionStage<Identity> login(String token) {
    return authenticator.authenticate(AuthSamples.login(token));
  }
}

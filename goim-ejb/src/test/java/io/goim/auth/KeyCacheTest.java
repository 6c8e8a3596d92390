package io.goim.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.goim.config.JwtSettings;
import io.goim.ops.HandThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that change while the node runs, and servers of keys that fail. */
class KeyCacheTest {

  private static final RSAKey NEW = Jwts.rsa("r3");

  @TempDir private Path folder;

  private final AtomicLong now = new AtomicLong();
  private final HandThreads threads = new HandThreads();
  private final FakeServer server;
  private JwtAuthenticator authenticator;

  KeyCacheTest() throws IOException {
    server = new FakeServer();
    server.answers(200, Jwts.jwks(Jwts.RSA.toPublicJWK(), Jwts.EC.toPublicJWK()));
  }

  @AfterEach
  void stop() {
    if (authenticator != null) {
      authenticator.stop();
    }
    server.close();
  }

  @Test
  void shouldVerifyWithEachKeyOfTheSet() {
    start(server.url());
    assertEquals("in alice", login(Jwts.RSA));
    assertEquals("in alice", Outcome.of(authenticate(Jwts.es256(Jwts.EC, claims()))));
    assertEquals("in alice", Outcome.of(authenticate(Jwts.rs256(Jwts.RSA, null, claims()))));
    assertEquals(1, server.requests().size());
  }

  @Test
  void shouldRefuseATokenThatNamesAKeyAndIsSignedWithAnother() {
    start(server.url());
    String token = Jwts.rs256(Jwts.OTHER_RSA, "r1", claims());
    assertEquals("refused bad-signature", Outcome.of(authenticate(token)));
    assertEquals(1, server.requests().size(), "no reason to look for newer keys");
  }

  @Test
  void shouldLookForAKeyThatIsNotKnown() {
    start(server.url());
    server.answers(200, Jwts.jwks(NEW.toPublicJWK()));
    later(Duration.ofSeconds(10));
    assertEquals("in alice", login(NEW));
    assertEquals("refused unknown-key", afterPause(Jwts.RSA), "the old key is withdrawn");
  }

  @Test
  void shouldLookForUnknownKeysOnceInAWhile() {
    start(server.url());
    assertEquals("later key-not-known-yet", login(NEW));
    later(Duration.ofSeconds(10));
    assertEquals("refused unknown-key", login(NEW));
    for (int i = 0; i < 50; i++) {
      assertEquals("later key-not-known-yet", login(NEW));
    }
    assertEquals(2, server.requests().size());
    assertEquals("in alice", login(Jwts.RSA), "known keys serve meanwhile");
  }

  @Test
  void shouldServeWithOldKeysWhileTheServerIsDown() {
    start(server.url());
    server.close();
    later(Duration.ofMinutes(15));
    threads.runTimed();
    assertEquals("in alice", login(Jwts.RSA));
    assertEquals("later keys-unavailable", afterPause(NEW));
    assertEquals("in alice", login(Jwts.RSA));
  }

  @Test
  void shouldKeepOldKeysWhenTheAnswerIsNoKeySet() {
    start(server.url());
    for (String garbage :
        new String[] {
          "", "hello", "{}", "[]", "{\"keys\":[]}", "{\"keys\":7}", "x".repeat(300_000)
        }) {
      server.answers(200, garbage);
      assertEquals("later keys-unavailable", afterPause(NEW), garbage);
      assertEquals("in alice", login(Jwts.RSA), garbage);
    }
    server.answers(500, Jwts.jwks(NEW.toPublicJWK()));
    assertEquals("later keys-unavailable", afterPause(NEW));
  }

  @Test
  void shouldNotWaitForAServerThatHangs() {
    start(server.url());
    server.hangs();
    assertEquals("later keys-unavailable", afterPause(NEW));
    server.hangsInTheBody();
    assertEquals("later keys-unavailable", afterPause(NEW));
    assertEquals("in alice", login(Jwts.RSA));
  }

  @Test
  void shouldStartWithoutTheServerAndServeOnceItIsThere() throws IOException {
    server.answers(503, "");
    assertTrue(start(server.url()).contains("no keys yet"));
    assertEquals("later key-not-known-yet", login(Jwts.RSA));
    server.answers(200, Jwts.jwks(Jwts.RSA.toPublicJWK()));
    assertEquals("in alice", afterPause(Jwts.RSA));
  }

  @Test
  void shouldFetchUnaskedFromTimeToTime() {
    start(server.url());
    assertEquals(Duration.ofMinutes(15), threads.waiting().get(0));
    server.answers(200, Jwts.jwks(NEW.toPublicJWK()));
    threads.runTimed();
    assertEquals("in alice", untilKnown(NEW));
    assertEquals(2, server.requests().size());
  }

  @Test
  void shouldFetchOnceForManyLoginsAtATime() {
    AtomicInteger fetches = new AtomicInteger();
    CompletableFuture<String> answer = new CompletableFuture<>();
    KeyCache cache =
        new KeyCache(
            AuthSamples.jwks(server.url()),
            () -> {
              fetches.incrementAndGet();
              return answer;
            },
            threads,
            now::get);
    var first = cache.newer(KeySet.NONE);
    var second = cache.newer(KeySet.NONE);
    answer.complete(Jwts.jwks(NEW.toPublicJWK()));
    assertEquals(cache.current(), first.toCompletableFuture().join());
    assertEquals(cache.current(), second.toCompletableFuture().join());
    assertEquals(cache.current(), cache.newer(KeySet.NONE).toCompletableFuture().join());
    assertEquals(1, fetches.get());
  }

  @Test
  void shouldSurviveAFetchThatThrows() {
    KeyCache cache =
        new KeyCache(
            AuthSamples.jwks(server.url()),
            () -> {
              throw new IllegalStateException("broken");
            },
            threads,
            now::get);
    assertTrue(cache.newer(KeySet.NONE).toCompletableFuture().isCompletedExceptionally());
  }

  @Test
  void shouldReadASetFromAFileAndReadItAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("jwks.json"), Jwts.jwks(Jwts.RSA.toPublicJWK()));
    start(file.toUri());
    assertEquals("in alice", login(Jwts.RSA));
    Files.writeString(file, Jwts.jwks(NEW.toPublicJWK()));
    assertEquals("in alice", afterPause(NEW));
  }

  @Test
  void shouldFailTheStartWithAFileThatIsNoKeySet() throws IOException {
    Path file = Files.writeString(folder.resolve("jwks.json"), "{\"keys\":[]}");
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> start(file.toUri()));
    assertTrue(failure.getMessage().contains("the key set file:"), failure.getMessage());
    assertTrue(failure.getMessage().contains("are for RS256"), failure.getMessage());
  }

  @Test
  void shouldPassOverKeysThatAreForSomethingElse() {
    RSAKey forEncryption =
        new RSAKey.Builder(Jwts.OTHER_RSA).keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION).build();
    OctetSequenceKey secret =
        new OctetSequenceKey.Builder(Base64URL.encode(Jwts.SECRET)).keyID("s").build();
    server.answers(200, Jwts.jwks(Jwts.RSA.toPublicJWK(), forEncryption.toPublicJWK(), secret));
    String said = start(server.url());
    assertTrue(said.contains("1 key for RS256"), said);
    assertEquals("refused algorithm-not-allowed", Outcome.of(authenticate(Jwts.hs256(claims()))));
  }

  private String start(URI place) {
    JwtSettings settings = AuthSamples.jwks(place);
    authenticator =
        new JwtAuthenticator(
            settings, () -> Jwks.source(settings, threads, now::get), threads, AuthSamples.CLOCK);
    return authenticator.start();
  }

  private void later(Duration duration) {
    now.addAndGet(duration.toNanos());
  }

  private String afterPause(RSAKey key) {
    later(Duration.ofSeconds(10));
    return login(key);
  }

  /** The fetch runs on its own; the clock stands, so that logins cause none. */
  private String untilKnown(RSAKey key) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    String outcome = login(key);
    while (outcome.startsWith("later") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      outcome = login(key);
    }
    return outcome;
  }

  private String login(RSAKey key) {
    return Outcome.of(authenticate(Jwts.rs256(key, claims())));
  }

  private CompletableFuture<io.goim.logic.Identity> authenticate(String token) {
    return authenticator.authenticate(AuthSamples.login(token)).toCompletableFuture();
  }

  private static String claims() {
    return AuthSamples.claims(",\"key\":\"alice\"");
  }
}

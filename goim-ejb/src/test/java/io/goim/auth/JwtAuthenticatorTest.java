package io.goim.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.Scope;
import io.goim.config.JwtSettings;
import io.goim.logic.Identity;
import io.goim.ops.HandThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a client is by its signed token; docs/SECURITY.md, "Claims". */
class JwtAuthenticatorTest {

  @TempDir private Path folder;

  private JwtAuthenticator authenticator = start(AuthSamples.secret(Jwts.SECRET));

  @AfterEach
  void stop() {
    authenticator.stop();
  }

  @Test
  void shouldTakeEverythingFromTheClaims() {
    Identity identity =
        login(
            signed(
                ",\"mid\":42,\"key\":\"alice\",\"room_id\":\"live://1\",\"accepts\":[1000],"
                    + "\"platform\":\"web\",\"rooms\":[\"live://*\"],\"operations\":[1000,1001]"));
    assertEquals(42, identity.mid());
    assertEquals("alice", identity.key());
    assertEquals("live://1", identity.room());
    assertArrayEquals(new int[] {1000}, identity.operations());
    assertEquals("web", identity.platform());
    assertEquals(Scope.ALL.joining(List.of("live://*")).watching(1000, 1001), identity.scope());
    assertEquals(Duration.ofSeconds(60).plus(AuthSamples.LEEWAY), identity.validFor());
  }

  @Test
  void shouldTakeTheUserFromANumericSubject() {
    assertEquals(9007199254740993L, login(signed(",\"sub\":\"9007199254740993\"")).mid());
    assertEquals(7, login(signed(",\"sub\":7")).mid());
    assertEquals(8, login(signed(",\"sub\":\"7\",\"mid\":8")).mid());
    assertEquals(8, login(signed(",\"mid\":\"8\"")).mid());
    assertEquals(0, login(signed(",\"sub\":\"alice\"")).mid());
    assertEquals(0, login(signed("")).mid());
  }

  @Test
  void shouldTakeASignedTokenFromTheFieldOfAJsonToken() {
    assertEquals("alice", login("{\"jwt\":\"" + signed(",\"key\":\"alice\"") + "\"}").key());
    assertEquals("alice", login(" " + signed(",\"key\":\"alice\"") + "\n").key());
  }

  @Test
  void shouldTakeFromTheJsonTokenWhatTheClaimsLeaveOpen() {
    Identity identity =
        login(
            "{\"key\":\"k\",\"room_id\":\"live://2\",\"accepts\":[7],\"platform\":\"ios\",\"jwt\":\""
                + signed(",\"mid\":42")
                + "\"}");
    assertEquals("k", identity.key());
    assertEquals("live://2", identity.room());
    assertArrayEquals(new int[] {7}, identity.operations());
    assertEquals("ios", identity.platform());
  }

  @Test
  void shouldNeverTakeFromTheJsonTokenWhatTheClaimsSet() {
    Identity identity =
        login(
            "{\"mid\":1,\"key\":\"eve\",\"room_id\":\"vip://1\",\"accepts\":[7],\"rooms\":[\"*\"],"
                + "\"operations\":[7],\"jwt\":\""
                + signed(
                    ",\"mid\":42,\"key\":\"\",\"room_id\":\"live://1\",\"accepts\":[],"
                        + "\"rooms\":[\"live://1\"],\"operations\":[1000]")
                + "\"}");
    assertEquals(42, identity.mid());
    assertEquals("", identity.key(), "an empty claim says that the server makes the key");
    assertEquals("live://1", identity.room());
    assertEquals(0, identity.operations().length);
    assertEquals(Scope.ALL.joining(List.of("live://1")).watching(1000), identity.scope());
  }

  @Test
  void shouldNeverTakeTheUserFromTheJsonToken() {
    assertEquals(0, login("{\"mid\":1,\"jwt\":\"" + signed("") + "\"}").mid());
  }

  @Test
  void shouldTakeAKeyOnP256AndACertificatesKeyFromAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("ec.pem"), "text\n" + Jwts.pem(Jwts.EC));
    authenticator = start(AuthSamples.publicKey(file));
    assertEquals(
        "alice", login(Jwts.es256(Jwts.EC, AuthSamples.claims(",\"key\":\"alice\""))).key());
  }

  @Test
  void shouldFailTheStartWithAFileWithoutAPublicKey() throws Exception {
    for (String text :
        new String[] {
          "",
          "hello",
          "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
          Jwts.pem(Jwts.RSA).replace("PUBLIC", "PRIVATE"),
          Jwts.pem(weak())
        }) {
      Path file = Files.writeString(folder.resolve("key.pem"), text);
      IllegalArgumentException failure =
          assertThrows(
              IllegalArgumentException.class, () -> start(AuthSamples.publicKey(file)), text);
      assertTrue(failure.getMessage().contains("public key"), failure.getMessage());
    }
  }

  @Test
  void shouldSayLaterWhenTooManyLoginsWait() {
    CountDownLatch busy = new CountDownLatch(1);
    KeySource slow =
        new KeySource() {
          @Override
          public KeySet current() {
            FakeServer.await(busy);
            return KeySet.ofSecret(Jwts.SECRET);
          }

          @Override
          public CompletionStage<KeySet> newer(KeySet seen) {
            throw new AssertionError("the key is known");
          }

          @Override
          public String start() {
            return "slow";
          }

          @Override
          public void stop() {}
        };
    JwtSettings settings = AuthSamples.jwt(Jwts.SECRET, List.of(), Optional.empty(), 16);
    authenticator =
        new JwtAuthenticator(settings, () -> slow, new HandThreads(), AuthSamples.CLOCK);
    authenticator.start();
    List<CompletableFuture<Identity>> logins = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      logins.add(authenticator.authenticate(AuthSamples.login(signed(""))).toCompletableFuture());
    }
    long refused = logins.stream().filter(CompletableFuture::isDone).count();
    assertTrue(refused >= 40 - 16 - 1 && refused < 40, refused + " were sent away at once");
    assertEquals("later queue-full", Outcome.of(logins.get(39)));
    assertFalse(logins.get(0).isDone());
    busy.countDown();
    assertEquals("in ", Outcome.of(logins.get(0)));
  }

  @Test
  void shouldSayLaterBeforeTheStartAndAfterTheStop() {
    JwtAuthenticator early =
        new JwtAuthenticator(AuthSamples.secret(Jwts.SECRET), new HandThreads(), AuthSamples.CLOCK);
    assertEquals(
        "later not-running", Outcome.of(early.authenticate(AuthSamples.login(signed("")))));
    authenticator.stop();
    assertEquals(
        "later queue-full", Outcome.of(authenticator.authenticate(AuthSamples.login(signed("")))));
  }

  private static com.nimbusds.jose.jwk.RSAKey weak() throws Exception {
    return new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(1024, true).generate();
  }

  private static JwtAuthenticator start(JwtSettings settings) {
    JwtAuthenticator made = new JwtAuthenticator(settings, new HandThreads(), AuthSamples.CLOCK);
    made.start();
    return made;
  }

  private static String signed(String more) {
    return Jwts.hs256(AuthSamples.claims(more));
  }

  private Identity login(String token) {
    return Outcome.identity(authenticator.authenticate(AuthSamples.login(token)));
  }
}

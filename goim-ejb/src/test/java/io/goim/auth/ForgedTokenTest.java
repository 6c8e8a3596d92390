package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.goim.ops.HandThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that must not open the door; the table in docs/SECURITY.md names these tests. */
class ForgedTokenTest {

  private static final String EVE = AuthSamples.claims(",\"mid\":1,\"key\":\"eve\"");
  private static final String GOOD = AuthSamples.claims(",\"mid\":42,\"key\":\"alice\"");

  @TempDir private Path folder;

  private final JwtAuthenticator secret =
      started(
          new JwtAuthenticator(
              AuthSamples.secret(Jwts.SECRET), new HandThreads(), AuthSamples.CLOCK));
  private JwtAuthenticator rsa;

  @AfterEach
  void stop() {
    secret.stop();
    if (rsa != null) {
      rsa.stop();
    }
  }

  @Test
  void shouldLetGoodTokensInSoThatTheOthersProveSomething() throws Exception {
    assertEquals("in alice", bySecret(Jwts.hs256(GOOD)));
    assertEquals("in alice", byKey(Jwts.rs256(Jwts.RSA, GOOD)));
  }

  @Test
  void shouldRefuseATokenWithoutASignature() throws Exception {
    String token = Jwts.raw("{\"alg\":\"none\"}", EVE, "");
    assertEquals("refused algorithm-not-allowed", bySecret(token));
    assertEquals("refused algorithm-not-allowed", byKey(token));
    for (String alg : new String[] {"None", "NONE", "nOnE"}) {
      String other = Jwts.raw("{\"alg\":\"" + alg + "\"}", EVE, "AA");
      assertEquals("refused algorithm-not-allowed", bySecret(other), alg);
      assertEquals("refused algorithm-not-allowed", byKey(other), alg);
    }
  }

  @Test
  void shouldRefuseASignatureThatIsLeftOut() throws Exception {
    String token = Jwts.hs256(GOOD);
    assertEquals("refused malformed", bySecret(token.substring(0, token.lastIndexOf('.'))));
    assertEquals(
        "refused bad-signature", bySecret(token.substring(0, token.lastIndexOf('.') + 1) + "AA"));
    assertEquals("refused malformed", bySecret(token.substring(0, token.lastIndexOf('.') + 1)));
  }

  @Test
  void shouldRefuseAnotherSecretsSignature() {
    byte[] other = "another secret of 32 bytes......".getBytes(UTF_8);
    assertEquals("refused bad-signature", bySecret(Jwts.hs256(other, EVE)));
  }

  @Test
  void shouldRefuseAnotherKeysSignature() throws Exception {
    assertEquals("refused bad-signature", byKey(Jwts.rs256(Jwts.OTHER_RSA, EVE)));
    assertEquals("refused bad-signature", byKey(Jwts.rs256(Jwts.OTHER_RSA, "r1", EVE)));
  }

  @Test
  void shouldRefuseThePublicKeyAsASecret() throws Exception {
    byte[] pem = Jwts.pem(Jwts.RSA).getBytes(UTF_8);
    assertEquals("refused algorithm-not-allowed", byKey(Jwts.hs256(pem, EVE)));
    byte[] der = Jwts.RSA.toRSAPublicKey().getEncoded();
    assertEquals("refused algorithm-not-allowed", byKey(Jwts.hs256(der, EVE)));
  }

  @Test
  void shouldRefuseAnAlgorithmThatIsNotTheKeys() throws Exception {
    assertEquals("refused algorithm-not-allowed", bySecret(Jwts.rs256(Jwts.RSA, EVE)));
    assertEquals("refused algorithm-not-allowed", byKey(Jwts.es256(Jwts.EC, EVE)));
    for (JWSAlgorithm other : new JWSAlgorithm[] {JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
      String token = Jwts.sign(new JWSHeader(other), new RSASSASigner(Jwts.RSA), GOOD);
      assertEquals("refused algorithm-not-allowed", byKey(token), other.getName());
    }
    MACSigner signer = new MACSigner(Jwts.SECRET.repeat(2));
    String hs512 = Jwts.sign(new JWSHeader(JWSAlgorithm.HS512), signer, GOOD);
    assertEquals("refused algorithm-not-allowed", bySecret(hs512));
  }

  @Test
  void shouldRefuseAKeyThatTheTokenBringsItself() throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(Jwts.OTHER_RSA.toPublicJWK()).build();
    String token = Jwts.sign(header, new RSASSASigner(Jwts.OTHER_RSA), EVE);
    assertEquals("refused bad-signature", byKey(token));
  }

  @Test
  void shouldRefuseClaimsThatWereChanged() throws Exception {
    assertEquals("refused bad-signature", bySecret(Jwts.tampered(Jwts.hs256(GOOD), EVE)));
    assertEquals("refused bad-signature", byKey(Jwts.tampered(Jwts.rs256(Jwts.RSA, GOOD), EVE)));
  }

  @Test
  void shouldRefuseAnExpiredToken() {
    long end = AuthSamples.NOW - AuthSamples.LEEWAY.toSeconds();
    assertEquals("refused expired", bySecret(Jwts.hs256(withTime("exp", end))));
    assertEquals("in alice", bySecret(Jwts.hs256(withTime("exp", end + 1))));
    assertEquals("refused expired", bySecret(Jwts.hs256(withTime("exp", -1))));
  }

  @Test
  void shouldRefuseATokenWithoutAnEnd() {
    assertEquals(
        "refused no-expiry",
        bySecret(Jwts.hs256("{\"iss\":\"https://id\",\"aud\":\"push\",\"key\":\"eve\"}")));
  }

  @Test
  void shouldRefuseATokenThatIsNotYetValid() {
    long start = AuthSamples.NOW + AuthSamples.LEEWAY.toSeconds();
    assertEquals(
        "refused not-yet-valid",
        bySecret(Jwts.hs256(AuthSamples.claims(",\"nbf\":" + (start + 1)))));
    assertEquals("in ", bySecret(Jwts.hs256(AuthSamples.claims(",\"nbf\":" + start))));
  }

  @Test
  void shouldRefuseAnotherIssuer() {
    for (String issuer : new String[] {"\"https://evil\"", "\"https://id/\"", "null", "\"\""}) {
      String claims = AuthSamples.claims("").replace("\"https://id\"", issuer);
      assertEquals("refused wrong-issuer", bySecret(Jwts.hs256(claims)), issuer);
    }
  }

  @Test
  void shouldRefuseAnotherAudience() {
    for (String audience : new String[] {"\"mail\"", "[\"mail\"]", "[]", "null"}) {
      String claims = AuthSamples.claims("").replace("\"push\"", audience);
      assertEquals("refused wrong-audience", bySecret(Jwts.hs256(claims)), audience);
    }
    String both = AuthSamples.claims("").replace("\"push\"", "[\"mail\",\"push\"]");
    assertEquals("in ", bySecret(Jwts.hs256(both)));
  }

  @Test
  void shouldRefuseClaimsOfAnotherType() {
    for (String claim :
        new String[] {
          ",\"mid\":1.5",
          ",\"mid\":\"x\"",
          ",\"mid\":1e300",
          ",\"mid\":[1]",
          ",\"key\":7",
          ",\"room_id\":{}",
          ",\"accepts\":[\"1\"]",
          ",\"accepts\":1000",
          ",\"accepts\":[2147483648]",
          ",\"rooms\":{}",
          ",\"rooms\":[1]",
          ",\"operations\":\"1000\"",
          ",\"nbf\":\"tomorrow\"",
          ",\"exp\":\"never\""
        }) {
      assertEquals("refused bad-claim", bySecret(Jwts.hs256(AuthSamples.claims(claim))), claim);
    }
  }

  @Test
  void shouldRefuseATokenThatFillsThePacket() throws Exception {
    assertEquals("refused malformed", bySecret("x".repeat(4096)));
    assertEquals("refused malformed", bySecret("x".repeat(2000) + "." + "y".repeat(2000) + ".z"));
    assertEquals("refused malformed", bySecret(".".repeat(4096)));
    assertEquals("refused malformed", byKey("{\"jwt\":\"" + "x".repeat(4000) + "\"}"));
  }

  @Test
  void shouldRefuseDeepJsonWithoutHarm() throws Exception {
    String header = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(2000);
    assertEquals("refused malformed", bySecret(Jwts.raw(header, "{}", "AA")));
    String closed = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
    String outcome = bySecret(Jwts.raw(closed, "{}", "AA"));
    assertEquals("refused", outcome.substring(0, 7), outcome);
    String claims = "{\"x\":" + "[".repeat(1400) + "]".repeat(1400) + "}";
    assertEquals("refused malformed", bySecret(Jwts.hs256(claims)));
    assertEquals("refused malformed", byKey("{\"jwt\":" + "[".repeat(4000)));
  }

  @Test
  void shouldRefuseExtensionsThatMustBeUnderstood() throws Exception {
    String header = "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}";
    assertEquals("refused malformed", bySecret(Jwts.raw(header, GOOD, "AA")));
  }

  @Test
  void shouldRefuseWhatIsNoSignedToken() throws Exception {
    for (String token :
        new String[] {"", " ", "{}", "null", "hello", "a.b", "a.b.c.d.e", "..", "{"}) {
      assertEquals("refused malformed", bySecret(token), token);
    }
    assertEquals("refused malformed", bySecret(Jwts.hs256("[1]")));
    assertEquals("refused malformed", bySecret(Jwts.hs256("no JSON")));
  }

  private static String withTime(String name, long seconds) {
    return "{\"iss\":\"https://id\",\"aud\":\"push\",\"key\":\"alice\",\""
        + name
        + "\":"
        + seconds
        + "}";
  }

  private String bySecret(String token) {
    return Outcome.of(secret.authenticate(AuthSamples.login(token)));
  }

  private String byKey(String token) throws Exception {
    if (rsa == null) {
      Path file = Files.writeString(folder.resolve("key.pem"), Jwts.pem(Jwts.RSA));
      rsa =
          started(
              new JwtAuthenticator(
                  AuthSamples.publicKey(file), new HandThreads(), AuthSamples.CLOCK));
    }
    return Outcome.of(rsa.authenticate(AuthSamples.login(token)));
  }

  private static JwtAuthenticator started(JwtAuthenticator authenticator) {
    authenticator.start();
    return authenticator;
  }
}

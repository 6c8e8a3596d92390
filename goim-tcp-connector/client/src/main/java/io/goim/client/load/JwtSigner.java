package io.goim.client.load;

import io.goim.client.Token;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes signed tokens for a server with {@code goim.auth=jwt}: compact JWTs by HS256 (RFC 7515 section
 * 3.1), whose claims are the fields of a {@link Token}. Immutable.
 *
 * @param secret that the server knows as {@code goim.auth.jwt.secret}
 */
record JwtSigner(String secret) {

  /** Longer than any run. */
  private static final Duration LIFE = Duration.ofDays(1);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  /** The token, good for a day from now, ASCII. */
  byte[] sign(Token token, Instant now) {
    String fields = new String(token.toBytes(), StandardCharsets.UTF_8);
    String claims =
        fields.substring(0, fields.length() - 1)
            + ",\"exp\":"
            + now.plus(LIFE).getEpochSecond()
            + "}";
    String signed =
        base64(HEADER.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    return (signed + "." + base64(hash(signed))).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] hash(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

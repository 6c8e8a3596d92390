package io.goim.client.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.client.Token;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class JwtSignerTest {

  private static final String SECRET = "a secret of thirty-two bytes, ok";

  @Test
  void shouldSignTheFieldsOfATokenAndAnEnd() {
    Token token = new Token(7, "load-7", "test://1", "java", List.of(1000));
    String[] parts =
        new String(new JwtSigner(SECRET).sign(token, Instant.ofEpochSecond(1_000)), US_ASCII)
            .split("[.]");

    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", decoded(parts[0]));
    assertEquals(
        "{\"mid\":7,\"key\":\"load-7\",\"room_id\":\"test://1\",\"platform\":\"java\","
            + "\"accepts\":[1000],\"exp\":87400}",
        decoded(parts[1]));
    // By: printf %s "$header.$claims" | openssl dgst -sha256 -hmac "$secret" -binary | basenc
    // --base64url
    assertEquals("ENjRTLIUQSBbPmMs7__G0YfXH9Pus85sEpZE_smFqe0", parts[2]);
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }
}

package io.goim.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Signs tokens as an identity provider does (RS256), with a key of its own. */
final class Signer {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  Signer() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
  }

  /** Writes the public key as PEM. */
  Path publicKey(Path file) throws IOException {
    String key = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        file, "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
  }

  /**
   * A token.
   *
   * @param claims members of a JSON object, without {@code exp}
   */
  byte[] token(Duration validFor, String claims) throws GeneralSecurityException {
    long end = Instant.now().plus(validFor).getEpochSecond();
    String signed =
        encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + encode("{\"exp\":" + end + "," + claims + "}");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(US_ASCII));
    return (signed + "." + URL.encodeToString(signature.sign())).getBytes(US_ASCII);
  }

  private static String encode(String json) {
    return URL.encodeToString(json.getBytes(UTF_8));
  }
}

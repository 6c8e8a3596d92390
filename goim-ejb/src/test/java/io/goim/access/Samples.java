package io.goim.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.config.ApiAuth;
import io.goim.config.ApiSettings;
import io.goim.config.JwtSettings;
import io.goim.protocol.session.Origins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys, lines of files and tokens for tests. */
final class Samples {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final KeyPair SIGNER = pair();

  private Samples() {}

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String key(String name) {
    return "goim_" + name + "_0123456789abcdefghijklmnopqrstuvwxyz_-ABCDE";
  }

  static String line(String name, String fields) {
    return name + " sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(key(name))) + " " + fields;
  }

  static ApiSettings settings(ApiAuth auth, boolean local, Path folder) throws IOException {
    String pem = Base64.getMimeEncoder().encodeToString(SIGNER.getPublic().getEncoded());
    Path publicKey =
        Files.writeString(
            folder.resolve("key.pem"),
            "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
    JwtSettings jwt =
        new JwtSettings(
            "",
            List.of(publicKey),
            Optional.empty(),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            "https://id",
            "push-api",
            Duration.ofSeconds(30),
            true,
            1,
            1);
    return new ApiSettings(auth, local, List.of(folder.resolve("keys")), jwt, Origins.NONE);
  }

  /**
   * A signed token for the audience that the settings want.
   *
   * @param end seconds since 1970
   * @param more members after the first ones, with a comma in front
   */
  static String token(long end, String more) {
    try {
      String claims = "{\"iss\":\"https://id\",\"aud\":\"push-api\",\"exp\":" + end + more + "}";
      String signed = encode("{\"alg\":\"RS256\"}") + "." + encode(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(SIGNER.getPrivate());
      signature.update(signed.getBytes(US_ASCII));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return URL.encodeToString(json.getBytes(UTF_8));
  }
}

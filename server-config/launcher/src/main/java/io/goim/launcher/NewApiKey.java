package io.goim.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes a key for a caller of the HTTP API: prints it once, and the line for the file that {@code
 * goim.api.keys} names, which holds its hash only. Nothing is stored. Stateless.
 *
 * <p>The key is {@code goim_NAME_SECRET}; the secret has 256 random bits, so nobody guesses it and one
 * SHA-256 is hash enough.
 */
final class NewApiKey {

  static final String OPTION = "--new-api-key";

  private static final int SECRET_BYTES = 32;
  private static final List<String> EVERY_PUSH =
      List.of("roles=push", "targets=keys,mids,room,all");

  private NewApiKey() {}

  /**
   * Prints a new key.
   *
   * @param words the name, and the fields of its line; without any it may make every push
   */
  static void print(List<String> words, PrintStream out) throws StartFailure {
    if (words.isEmpty() || !words.get(0).matches("[A-Za-z0-9][A-Za-z0-9.-]{0,63}")) {
      throw usage(OPTION + " needs a name of 1 to 64 letters, digits, dots and dashes");
    }
    List<String> fields = words.subList(1, words.size());
    for (String field : fields) {
      if (!field.matches("(roles|targets|rooms|operations)=\\S+")) {
        throw usage(
            OPTION + ": " + field + " is none of roles=…, targets=…, rooms=…, operations=…");
      }
    }
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    String name = words.get(0);
    String key =
        "goim_" + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    out.println("The key, shown this once; callers send it in the header X-Api-Key:");
    out.println(key);
    out.println(
        "The line for the file that goim.api.keys names; nodes that run see it in seconds:");
    out.println(
        name
            + " sha256:"
            + hash(key)
            + " "
            + String.join(" ", fields.isEmpty() ? EVERY_PUSH : fields));
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static StartFailure usage(String sentence) {
    return new StartFailure(sentence, StartFailure.USAGE);
  }
}

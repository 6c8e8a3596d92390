package io.goim.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One key of the file: {@code NAME sha256:HASH roles=… targets=… rooms=… operations=…}. Immutable.
 *
 * <p>The key itself is {@code goim_NAME_SECRET}. Its name is no secret, so it finds the line; the hash
 * of the whole decides.
 */
final class ApiKey {

  /** What every key begins with: tokens do not, and scanners of source code find it. */
  static final String PREFIX = "goim_";

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9.-]{0,63}";
  private static final String HASH = "sha256:";
  private static final Set<String> FIELDS = Set.of("roles", "targets", "rooms", "operations");

  private final byte[] hash;
  private final Caller caller;

  private ApiKey(byte[] hash, Caller caller) {
    this.hash = hash;
    this.caller = caller;
  }

  /**
   * Reads a line that is neither empty nor a comment.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong, without the hash
   */
  static ApiKey parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (!words[0].matches(NAME)) {
      throw new IllegalArgumentException(
          "the name of a key has 1 to 64 letters, digits, dots and dashes");
    }
    byte[] hash = words.length < 2 ? null : hash(words[1]);
    if (hash == null) {
      throw new IllegalArgumentException(words[0] + " needs sha256: and 64 hexadecimal digits");
    }
    Map<String, List<String>> fields = fields(words);
    Set<ApiRole> roles = roles(words[0], fields.get("roles"));
    return new ApiKey(
        hash, new Caller(words[0], Caller.Proof.KEY, roles, scope(words[0], roles, fields)));
  }

  private static byte[] hash(String word) {
    String digits = word.startsWith(HASH) ? word.substring(HASH.length()) : "";
    return digits.matches("[0-9a-fA-F]{64}") ? HexFormat.of().parseHex(digits) : null;
  }

  private static Map<String, List<String>> fields(String... words) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? words[i] : words[i].substring(0, equals);
      if (equals < 0 || !FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            words[0] + ": " + name + " is none of roles=, targets=, rooms=, operations=");
      }
      List<String> values =
          Arrays.stream(words[i].substring(equals + 1).split(",")).map(ApiKey::unescape).toList();
      if (fields.put(name, values) != null) {
        throw new IllegalArgumentException(words[0] + ": " + name + " stands there twice");
      }
    }
    return fields;
  }

  /** Patterns of rooms may hold commas and blanks, as %2C and %20. */
  private static String unescape(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Set<ApiRole> roles(String name, List<String> words) {
    Set<ApiRole> roles = EnumSet.noneOf(ApiRole.class);
    for (String word : words == null ? List.<String>of() : words) {
      roles.add(role(name, word));
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          name + " needs roles=, one or more of " + PushScope.names(ApiRole.values()));
    }
    return Set.copyOf(roles);
  }

  private static ApiRole role(String name, String word) {
    for (ApiRole role : ApiRole.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        name + ": role " + word + " must be one of " + PushScope.names(ApiRole.values()));
  }

  private static PushScope scope(
      String name, Set<ApiRole> roles, Map<String, List<String>> fields) {
    List<String> targets = fields.get("targets");
    if (!roles.contains(ApiRole.PUSH)) {
      return PushScope.NONE;
    }
    if (targets == null) {
      throw new IllegalArgumentException(
          name + " may push and needs targets=, of " + PushScope.names(PushTarget.values()));
    }
    try {
      return PushScope.parse(targets, fields.get("rooms"), fields.get("operations"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return caller.name();
  }

  Caller caller() {
    return caller;
  }

  /** Whether this is the key, in a time that does not depend on where the hashes differ. */
  boolean matches(byte[] presented) {
    return MessageDigest.isEqual(hash, presented);
  }

  /** The name in a key as it was presented; empty when it is none. */
  static String nameIn(String presented) {
    int end = presented.startsWith(PREFIX) ? presented.indexOf('_', PREFIX.length()) : -1;
    return end < 0 ? "" : presented.substring(PREFIX.length(), end);
  }

  static byte[] hashOf(String presented) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(presented.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "ApiKey[" + caller.name() + "]";
  }
}

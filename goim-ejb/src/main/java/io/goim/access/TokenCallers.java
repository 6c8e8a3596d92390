package io.goim.access;

import io.goim.auth.CallerTokens;
import io.goim.comet.LoginRefusedException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a signed token says that its owner may do. Thread safe.
 *
 * <p>Roles are the groups {@code goim-push}, {@code goim-read} and {@code goim-admin} of MicroProfile
 * JWT's claim {@code groups}; other groups are other people's. The claims {@code goim_targets}, {@code
 * goim_rooms} and {@code goim_operations} narrow the first.
 */
final class TokenCallers {

  private static final String GROUP = "goim-";

  private final CallerTokens tokens;

  TokenCallers(CallerTokens tokens) {
    this.tokens = tokens;
  }

  /** Gets the first keys. Returns one line for the log. */
  String start() {
    return tokens.start();
  }

  void stop() {
    tokens.stop();
  }

  /** See {@link CallerTokens#verify}. */
  Caller caller(String compact) {
    CallerTokens.Claims claims = tokens.verify(compact);
    return new Caller(
        name(claims), Caller.Proof.TOKEN, roles(claims.texts("groups")), scope(claims));
  }

  /** As MicroProfile JWT finds the name of the principal. */
  private static String name(CallerTokens.Claims claims) {
    return Stream.of("upn", "preferred_username", "sub")
        .flatMap(claim -> claims.text(claim).stream())
        .findFirst()
        .orElse("(no name)");
  }

  private static Set<ApiRole> roles(Optional<List<String>> groups) {
    Set<ApiRole> roles = EnumSet.noneOf(ApiRole.class);
    for (ApiRole role : ApiRole.values()) {
      String group = GROUP + role.name().toLowerCase(Locale.ROOT);
      if (groups.orElse(List.of()).contains(group)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static PushScope scope(CallerTokens.Claims claims) {
    try {
      return PushScope.parse(
          claims.texts("goim_targets").orElse(List.of("keys", "mids", "room", "all")),
          claims.texts("goim_rooms").orElse(null),
          claims.texts("goim_operations").orElse(null));
    } catch (IllegalArgumentException e) {
      throw new LoginRefusedException("bad-claim", e.getMessage());
    }
  }
}

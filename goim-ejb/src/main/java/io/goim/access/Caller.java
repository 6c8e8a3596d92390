package io.goim.access;

import java.util.Set;

/**
 * Who calls, and what it may do. Immutable.
 *
 * @param name of the key, or of the token's owner; empty when callers need not say
 * @param proof how it was proved
 * @param roles what it may do
 * @param pushes whom it may push to
 */
public record Caller(String name, Proof proof, Set<ApiRole> roles, PushScope pushes) {

  /** How a caller proves who it is. */
  public enum Proof {
    /** Not at all. */
    NONE,
    KEY,
    TOKEN
  }

  /** Whoever it is, it may do everything. */
  public static final Caller ANYBODY =
      new Caller("", Proof.NONE, Set.of(ApiRole.values()), PushScope.ALL);

  /**
   * Checks a push before it is made.
   *
   * @param room {@code type://id}, empty for a push to something else
   * @throws AccessRefusedException when the caller may not
   */
  public void checkPush(PushTarget target, int operation, String room) {
    String problem = pushes.problem(target, operation, room);
    if (problem != null) {
      throw AccessRefusedException.forbidden("scope", name + " may not " + problem);
    }
  }
}

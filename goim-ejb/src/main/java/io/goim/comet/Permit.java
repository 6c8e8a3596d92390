package io.goim.comet;

/**
 * What a login lets a client do, and until when. Immutable. Logins that allow everything for ever share
 * one object, so that they cost no memory.
 *
 * @param scope rooms and operations
 * @param expires when the login ends, on the clock of {@link System#nanoTime()}; {@link #NEVER} when it
 *     does not
 */
public record Permit(Scope scope, long expires) {

  /** No end. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Everything, for ever. */
  public static final Permit UNLIMITED = new Permit(Scope.ALL, NEVER);

  /** Whether the login ends by itself. */
  public boolean expiring() {
    return expires != NEVER;
  }
}

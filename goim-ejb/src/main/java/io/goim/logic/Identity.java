package io.goim.logic;

import io.goim.comet.Scope;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Who a client is, as an {@link Authenticator} found.
 *
 * @param key the channel's name; empty: the node makes one
 * @param mid the user; 0 or less is no user and becomes 0
 * @param room {@code type://id}, empty for none
 * @param operations watched from the start; not modified after construction
 * @param platform as the client said it, may be empty
 * @param scope rooms the client may join and operations it may watch; room and operations above must
 *     be in it, or the login is refused
 * @param validFor how long the login is good for from now on; the connection is closed then unless the
 *     client has sent a fresh token. {@link #ALWAYS}: it has no end
 */
public record Identity(
    String key,
    long mid,
    String room,
    int[] operations,
    String platform,
    Scope scope,
    Duration validFor) {

  /** A login that does not end by itself. */
  public static final Duration ALWAYS = ChronoUnit.FOREVER.getDuration();

  public Identity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(operations, "operations");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(validFor, "validFor");
    mid = Math.max(0, mid);
  }

  /** Somebody who may join and watch everything, for as long as the connection lasts. */
  public Identity(String key, long mid, String room, int[] operations, String platform) {
    this(key, mid, room, operations, platform, Scope.ALL, ALWAYS);
  }
}

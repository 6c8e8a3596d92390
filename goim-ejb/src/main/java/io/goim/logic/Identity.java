package io.goim.logic;

import java.util.Objects;

/**
 * Who a client is, as an {@link Authenticator} found.
 *
 * @param key the channel's name; empty: the node makes one
 * @param mid the user; 0 or less is no user and becomes 0
 * @param room {@code type://id}, empty for none
 * @param operations watched from the start; not modified after construction
 * @param platform as the client said it, may be empty
 */
public record Identity(String key, long mid, String room, int[] operations, String platform) {

  public Identity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(operations, "operations");
    Objects.requireNonNull(platform, "platform");
    mid = Math.max(0, mid);
  }
}

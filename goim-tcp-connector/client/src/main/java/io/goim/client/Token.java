package io.goim.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who logs in. Immutable; start with {@link #of} or {@link #anonymous} and add what is needed.
 *
 * @param mid the user, 0 or less for none
 * @param key the name of this connection, empty: the server makes one
 * @param room {@code type://id}, empty for none
 * @param platform a word about the client, such as {@code android}
 * @param accepts operations whose pushes are wanted
 */
public record Token(long mid, String key, String room, String platform, List<Integer> accepts) {

  public Token {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(room, "room");
    Objects.requireNonNull(platform, "platform");
    accepts = List.copyOf(accepts);
  }

  /** A token with a key and nothing else. */
  public static Token of(String key) {
    return new Token(0, key, "", "java", List.of());
  }

  /** A token with nothing in it: the server chooses a key. */
  public static Token anonymous() {
    return of("");
  }

  /** The same token with another key. */
  public Token withKey(String newKey) {
    return new Token(mid, newKey, room, platform, accepts);
  }

  /** The same token for a user. */
  public Token withMid(long newMid) {
    return new Token(newMid, key, room, platform, accepts);
  }

  /** The same token with a room to start in, {@code type://id}. */
  public Token withRoom(String newRoom) {
    return new Token(mid, key, newRoom, platform, accepts);
  }

  /** The same token with another platform. */
  public Token withPlatform(String newPlatform) {
    return new Token(mid, key, room, newPlatform, accepts);
  }

  /** The same token with the operations to watch from the start, instead of those it had. */
  public Token accepting(int... operations) {
    return new Token(mid, key, room, platform, IntStream.of(operations).boxed().toList());
  }

  /** The body of the login packet: JSON, UTF-8. */
  public byte[] toBytes() {
    return ("{\"mid\":"
            + mid
            + ",\"key\":"
            + Json.quote(key)
            + ",\"room_id\":"
            + Json.quote(room)
            + ",\"platform\":"
            + Json.quote(platform)
            + ",\"accepts\":"
            + accepts.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"))
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }
}

package io.goim.comet;

/**
 * Who a channel is, as logic decided at login. Rooms and operations change later; they live in the
 * channel.
 *
 * @param connectionId the connection it belongs to
 * @param key the channel's name, never empty
 * @param mid the user, 0 when there is none
 * @param room {@code type://id}, empty for none
 * @param operations watched from the start; not modified after construction
 * @param platform as the client said it, may be empty
 * @param permit what the client may do, and until when
 */
public record Session(
    long connectionId,
    String key,
    long mid,
    String room,
    int[] operations,
    String platform,
    Permit permit) {

  /** A session that may do everything and has no end. */
  public Session(
      long connectionId, String key, long mid, String room, int[] operations, String platform) {
    this(connectionId, key, mid, room, operations, platform, Permit.UNLIMITED);
  }

  /** The same session with another permit. */
  public Session with(Permit fresh) {
    return new Session(connectionId, key, mid, room, operations, platform, fresh);
  }
}

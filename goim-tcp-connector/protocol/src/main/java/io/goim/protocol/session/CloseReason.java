package io.goim.protocol.session;

import io.goim.protocol.Operation;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Why the server, the client or the network ended a connection. The code is what a WebSocket client
 * reads in the close frame and every client reads in the body of an operation-6 packet.
 *
 * <p>The code range is the retry policy: 4000–4499 may come back after a delay, 4500–4999 must not
 * come back unchanged. RFC 6455 section 7.4 codes keep their meaning.
 */
public enum CloseReason {
  /** The client closed in order. */
  CLIENT_CLOSED(1000, "closed by the client", true),
  /** The peer vanished: reset, half-closed or failed while reading or writing. */
  CONNECTION_LOST(1006, "connection lost", true),
  /** The node stops. */
  GOING_AWAY(1001, "the server is stopping", true),
  /** RFC 6455 was broken: unmasked frame, unknown opcode, bad fragment or close frame. */
  PROTOCOL_ERROR(1002, "WebSocket protocol error", false),
  /** Text was not UTF-8. */
  INVALID_UTF8(1007, "text is not UTF-8", false),
  /** A frame or message larger than the limit. */
  MESSAGE_TOO_BIG(1009, "message too big", false),
  /** The server failed while handling the connection. */
  SERVER_ERROR(1011, "server error", true),
  /** No login within the handshake time. */
  HANDSHAKE_TIMEOUT(4000, "no login in time", true),
  /** No heartbeat within heartbeat × heartbeat-max. */
  HEARTBEAT_TIMEOUT(4001, "no heartbeat in time", true),
  /** The outbox stayed full for too long. */
  SLOW_CLIENT(4002, "client does not read", true),
  /** The login could not be written to the cluster's directory. */
  DIRECTORY_UNAVAILABLE(4003, "login is not possible at the moment", true),
  /** The node serves no more connections. */
  NODE_FULL(4004, "node is full", true, 5_000),
  /** The node sends its clients elsewhere; the hub has told the client, with where to and when. */
  DRAINING(4005, "the server is being drained", true),
  /** The time that the login was good for is over; a fresh token is let in. */
  LOGIN_EXPIRED(4006, "the login has expired, come back with a fresh token", true),
  /** Whoever checks logins is overloaded or does not answer; the hub has told the client. */
  AUTHENTICATION_UNAVAILABLE(4007, "the login cannot be checked at the moment", true),
  /** The client's address has as many connections as it may. */
  TOO_MANY_CONNECTIONS(4008, "too many connections from this address", true, 30_000),
  /** The node or the client's address logs in too often; the hub has told the client. */
  TOO_MANY_LOGINS(4009, "too many logins at the moment", true, 5_000),
  /** The client sends more packets or bytes in a second than it may. */
  TOO_MUCH_TRAFFIC(4010, "the client sends too much", true, 30_000),
  /** A newer login with the same key or user took the place. */
  REPLACED(4500, "replaced by a newer login", false),
  /** The login was refused: not JSON, wrong types or not allowed. */
  LOGIN_REFUSED(4501, "login refused", false),
  /** A packet's length or header length breaks the protocol. */
  BAD_PACKET(4502, "malformed packet", false),
  /** An administrator closed the connection. */
  KICKED(4503, "closed by an administrator", false),
  /** The client asked for a room or an operation that its login does not allow. */
  NOT_ALLOWED(4504, "the login does not allow this room or operation", false),
  /** The page's origin is not one of those that may connect. Told by 403 at the handshake. */
  ORIGIN_NOT_ALLOWED(4505, "the page's origin is not allowed", false),
  /** An administrator keeps the key, the user or the address out for a time. */
  BANNED(4506, "banned by an administrator", false);

  private final int code;
  private final String text;
  private final boolean retry;
  private final int pause;

  CloseReason(int code, String text, boolean retry) {
    this(code, text, retry, 0);
  }

  CloseReason(int code, String text, boolean retry, int pause) {
    this.code = code;
    this.text = text;
    this.retry = retry;
    this.pause = pause;
  }

  /** The close code: RFC 6455 codes, or 4000–4999. */
  public int code() {
    return code;
  }

  /** A short sentence for people, ASCII, at most 123 bytes as RFC 6455 section 5.5 asks. */
  public String text() {
    return text;
  }

  /** Whether the same client may connect again, after its usual back-off. */
  public boolean mayRetry() {
    return retry;
  }

  /**
   * Least time in milliseconds that the client should stay away; 0 leaves it to the client's usual
   * back-off.
   */
  public int pause() {
    return pause;
  }

  /** Whether the server ends the connection; false when it was already gone. */
  public boolean byServer() {
    return this != CLIENT_CLOSED && this != CONNECTION_LOST;
  }

  /**
   * Body of the operation-6 packet that tells the client: {@code
   * {"code":4500,"reason":"…","reconnect":false}}, with a {@code delay} when there is a {@link
   * #pause()}: drawn for each client, up to twice as long, so that not all come back together. ASCII;
   * the texts need no escaping.
   */
  public String announcement() {
    String delay =
        pause == 0 ? "" : ",\"delay\":" + (pause + ThreadLocalRandom.current().nextInt(pause));
    return "{\"code\":"
        + code
        + ",\"reason\":\""
        + text
        + "\",\"reconnect\":"
        + retry
        + delay
        + "}";
  }

  /** The whole operation-6 packet as a text message, for connections that logged in with one. */
  public String textAnnouncement() {
    return "{\"ver\":1,\"op\":"
        + Operation.DISCONNECT
        + ",\"seq\":0,\"body\":"
        + announcement()
        + "}";
  }

  /** Whether the transport tells the client with an operation-6 packet before the close. */
  public boolean announced() {
    return switch (this) {
      case GOING_AWAY,
          NODE_FULL,
          LOGIN_EXPIRED,
          TOO_MANY_CONNECTIONS,
          TOO_MUCH_TRAFFIC,
          REPLACED,
          KICKED,
          NOT_ALLOWED,
          BANNED ->
          true;
      default -> false;
    };
  }
}

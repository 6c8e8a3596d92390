package io.goim.protocol;

/**
 * The operations that the protocol itself gives a meaning, by number. Every other number is an
 * upstream message when a client sends it and an application's own operation when the server pushes
 * it, so operations travel as {@code int} and this class only names the known ones.
 *
 * <p>Source: goim v2, {@code api/protocol/operation.go}; docs/PROTOCOL.md, "Operations".
 */
public final class Operation {

  /** Client: heartbeat. */
  public static final int HEARTBEAT = 2;

  /** Server: answer to a heartbeat, body int32: online number of the client's room. */
  public static final int HEARTBEAT_REPLY = 3;

  /** Server: the connection is about to be closed; body is JSON, see {@code CloseReason}. */
  public static final int DISCONNECT = 6;

  /** Client: login, body is the token. */
  public static final int LOGIN = 7;

  /** Server: login accepted, empty body. */
  public static final int LOGIN_REPLY = 8;

  /** Server: batch; the body is whole packets, one after the other. */
  public static final int BATCH = 9;

  /** Client: change room; body is {@code type://id}, empty to leave. */
  public static final int CHANGE_ROOM = 12;

  /** Server: room changed, same body. */
  public static final int CHANGE_ROOM_REPLY = 13;

  /** Client: watch operations; body is comma-separated int32. */
  public static final int WATCH = 14;

  /** Server: answer to watch, same body. */
  public static final int WATCH_REPLY = 15;

  /** Client: stop watching operations; body is comma-separated int32. */
  public static final int UNWATCH = 16;

  /** Server: answer to unwatch, same body. */
  public static final int UNWATCH_REPLY = 17;

  private Operation() {}
}

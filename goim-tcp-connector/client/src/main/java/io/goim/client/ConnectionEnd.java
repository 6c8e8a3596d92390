package io.goim.client;

import java.util.Optional;

/**
 * How a connection ended.
 *
 * @param code what the server announced (operation 6), else the WebSocket close code, else 1006; 1000
 *     when this client closed
 * @param reason for people, may be empty
 * @param announcement body of the operation-6 packet that came before the end, empty when none came
 * @param webSocketCode code of the close frame, 1006 when a WebSocket ended without one; 0 on TCP, and
 *     when this client closed
 * @param cause what failed, when the end was a failure
 */
public record ConnectionEnd(
    int code,
    String reason,
    Optional<String> announcement,
    int webSocketCode,
    Optional<Throwable> cause) {

  /** Code of an end without a goodbye. Source: RFC 6455 section 7.4.1. */
  static final int ABNORMAL = 1006;

  /** Code of an end in order. */
  static final int NORMAL = 1000;

  /**
   * Whether connecting again with the same token can help, after a pause. By goim's ranges: 4000–4499
   * yes, 4500–4999 no; by RFC 6455: yes unless this client broke the protocol.
   */
  public boolean mayRetry() {
    return switch (code) {
      case 1002, 1003, 1007, 1008, 1009, 1010 -> false;
      default -> code < 4500;
    };
  }

  @Override
  public String toString() {
    return code
        + (reason.isEmpty() ? "" : " " + reason)
        + cause.map(c -> " (" + c + ")").orElse("");
  }

  /**
   * Puts together what the transport and the last packets say.
   *
   * @param announcement body of the operation-6 packet, or null
   */
  static ConnectionEnd of(String announcement, int webSocketCode, String reason, Throwable cause) {
    int transportCode = webSocketCode == 0 ? ABNORMAL : webSocketCode;
    Announced announced = Announced.parse(announcement, transportCode, reason);
    return new ConnectionEnd(
        announced.code(),
        announced.reason(),
        Optional.ofNullable(announcement),
        webSocketCode,
        Optional.ofNullable(cause));
  }

  /** An end that this client asked for. */
  static ConnectionEnd byClient() {
    return new ConnectionEnd(
        NORMAL, "closed by this client", Optional.empty(), 0, Optional.empty());
  }
}

package io.goim.web.socket;

import io.goim.protocol.session.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Close codes between goim's {@link CloseReason} and the API's, and the close itself. Stateless. */
final class SessionCloser {

  private static final Logger LOG = Logger.getLogger(SessionCloser.class.getName());

  private SessionCloser() {}

  /** Closes a session; does nothing when it is closed already. */
  static void close(Session session, CloseReason reason) {
    if (!session.isOpen()) {
      return;
    }
    try {
      session.close(new jakarta.websocket.CloseReason(code(reason), reason.text()));
    } catch (IOException | RuntimeException e) {
      // The client was faster, or its connection broke: either way the session is gone.
      LOG.log(Level.FINE, "close of session {0}: {1}", new Object[] {session.getId(), e});
    }
  }

  /** What a close that the client or the container started means. */
  static CloseReason reason(jakarta.websocket.CloseReason closed) {
    return switch (closed.getCloseCode().getCode()) {
      case 1002, 1003 -> CloseReason.PROTOCOL_ERROR;
      case 1006 -> CloseReason.CONNECTION_LOST;
      case 1007 -> CloseReason.INVALID_UTF8;
      case 1009 -> CloseReason.MESSAGE_TOO_BIG;
      case 1011 -> CloseReason.SERVER_ERROR;
      default -> CloseReason.CLIENT_CLOSED;
    };
  }

  private static CloseCode code(CloseReason reason) {
    // RFC 6455 section 7.4.1: 1006 is never sent.
    return reason.byServer() ? CloseCodes.getCloseCode(reason.code()) : CloseCodes.NORMAL_CLOSURE;
  }
}

package io.goim.tcp.netty;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Origins;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The answer to the request that opens a WebSocket. Source: RFC 6455 sections 4.2.1 and 4.2.2, RFC
 * 9110 section 7.8.
 *
 * @param refusal why the connection ends after the answer; null when frames follow
 * @param head the whole HTTP response, ASCII
 */
record UpgradeAnswer(CloseReason refusal, String head) {

  static final String PATH = "/sub";

  private static final String VERSION = "13";
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final String WANTS_WEBSOCKET =
      "Upgrade: websocket\r\nSec-WebSocket-Version: " + VERSION + "\r\n";

  /** Whether frames follow. */
  boolean accepted() {
    return refusal == null;
  }

  /**
   * Judges a request by its head. The most general fault is answered first.
   *
   * @param origins pages that may connect
   */
  static UpgradeAnswer to(HttpRequest request, Origins origins) {
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    if (!PATH.equals(path(request.uri()))) {
      return refused("404 Not Found", "", "clients connect to " + PATH);
    }
    if (!HttpMethod.GET.equals(request.method())) {
      return refused("405 Method Not Allowed", "Allow: GET\r\n", "a WebSocket opens with GET");
    }
    HttpHeaders headers = request.headers();
    if (!asksForWebSocket(headers)) {
      return refused("426 Upgrade Required", WANTS_WEBSOCKET, "this is a WebSocket");
    }
    if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      return refused("426 Upgrade Required", WANTS_WEBSOCKET, "the WebSocket version must be 13");
    }
    String problem = problem(request);
    if (problem != null) {
      return refused("400 Bad Request", "", problem);
    }
    for (String origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
      if (!origins.admits(origin)) {
        return new UpgradeAnswer(
            CloseReason.ORIGIN_NOT_ALLOWED,
            refusal("403 Forbidden", "", CloseReason.ORIGIN_NOT_ALLOWED.text()));
      }
    }
    return accepted(key(headers));
  }

  private static String problem(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
      return "a WebSocket needs HTTP/1.1";
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
      return "one Host header is needed";
    }
    if (!isNonce(key(headers))) {
      return "Sec-WebSocket-Key must be 16 bytes in base64";
    }
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || !"0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"))) {
      return "the request may not have a body";
    }
    return null;
  }

  private static boolean asksForWebSocket(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static String key(HttpHeaders headers) {
    List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    return keys.size() == 1 ? keys.get(0).strip() : "";
  }

  private static boolean isNonce(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static UpgradeAnswer accepted(String key) {
    return new UpgradeAnswer(
        null,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + acceptance(key)
            + "\r\n\r\n");
  }

  private static String acceptance(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] hash = sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }

  /** The answer to a client that should come back later, RFC 9110 section 15.6.4. */
  static UpgradeAnswer unavailable(CloseReason reason) {
    return refused(
        "503 Service Unavailable",
        "Retry-After: " + (reason.pause() + 999) / 1000 + "\r\n",
        reason.text());
  }

  private static UpgradeAnswer unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return refused("414 URI Too Long", "", "the request line is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return refused("431 Request Header Fields Too Large", "", "the headers are too long");
    }
    return refused("400 Bad Request", "", "this is not HTTP");
  }

  private static UpgradeAnswer refused(String status, String headers, String sentence) {
    return new UpgradeAnswer(CloseReason.PROTOCOL_ERROR, refusal(status, headers, sentence));
  }

  private static String refusal(String status, String headers, String sentence) {
    String body = sentence + "\n";
    String connection = headers.startsWith("Upgrade") ? "Upgrade, close" : "close";
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + headers
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: "
        + connection
        + "\r\n\r\n"
        + body;
  }
}

package io.goim.client.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One lasting HTTP/1.1 connection to the push API, made again when it has ended. NOT thread safe.
 *
 * <p>Error contract: never throws; what became of a push is in the {@link Answer}.
 */
final class HttpConnection implements Closeable {

  /** What became of a push. */
  enum Answer {
    /** {@code "code":0}: the server has it. */
    ACCEPTED,
    /** Another answer: the server does not have it. */
    REFUSED,
    /** It went out, and no answer came: the server may have it. */
    UNANSWERED,
    /** There was no connection. */
    NOT_SENT
  }

  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 5_000;
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d{1,6})\r\n");
  private static final Pattern SUCCESS =
      Pattern.compile("HTTP/1\\.1 200 .*\"code\" *: *0 *[,}].*", Pattern.DOTALL);

  private final InetSocketAddress server;
  private final byte[] answer = new byte[65_536];
  private Socket socket;

  HttpConnection(InetSocketAddress server) {
    this.server = server;
  }

  /** An address as the Host header writes it. */
  static String host(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  /** Sends a whole request and waits for the answer, five seconds at most. */
  Answer post(byte[] request) {
    if (socket == null && !connect()) {
      return Answer.NOT_SENT;
    }
    try {
      socket.getOutputStream().write(request);
      String text = answer();
      if (head(text).contains("\r\nconnection: close\r\n")) {
        close();
      }
      return SUCCESS.matcher(text).matches() ? Answer.ACCEPTED : Answer.REFUSED;
    } catch (IOException e) {
      close();
      return Answer.UNANSWERED;
    }
  }

  private boolean connect() {
    Socket opening = new Socket();
    try {
      opening.setTcpNoDelay(true);
      opening.setSoTimeout(ANSWER_MILLIS);
      opening.connect(server, CONNECT_MILLIS);
      socket = opening;
      return true;
    } catch (IOException e) {
      closeQuietly(opening);
      return false;
    }
  }

  private String answer() throws IOException {
    int length = 0;
    while (length < answer.length) {
      int count = socket.getInputStream().read(answer, length, answer.length - length);
      if (count < 0) {
        throw new EOFException("closed before the answer");
      }
      length += count;
      String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
      if (isWhole(text)) {
        return text;
      }
    }
    throw new IOException("the answer does not end");
  }

  /** Whether an answer is there to its end; one without a length has no body. */
  static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = head(text);
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      return text.startsWith("\r\n0\r\n\r\n", text.length() - 7);
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    int body = text.length() - end - 4;
    return body >= (length.find() ? Integer.parseInt(length.group(1)) : 0);
  }

  /** Status line and header fields, in lower case, with the last line's end. */
  private static String head(String text) {
    return text.substring(0, text.indexOf("\r\n\r\n") + 2).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    if (socket != null) {
      closeQuietly(socket);
      socket = null;
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}

package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One packet a WebSocket message, binary or text, on the JDK's own WebSocket. Thread safe. */
final class WebSocketWire implements Wire {

  private static final long GOODBYE_MILLIS = 1_000;

  private final WebSocket webSocket;
  private final WebSocketMessages messages;
  private final boolean text;
  private final Object writing = new Object();

  private WebSocketWire(WebSocket webSocket, WebSocketMessages messages, boolean text) {
    this.webSocket = webSocket;
    this.messages = messages;
    this.text = text;
  }

  static Wire open(ClientOptions options, WireListener listener) throws IOException {
    WebSocketMessages messages = new WebSocketMessages(options.maxPacket(), listener);
    try {
      WebSocket webSocket =
          httpClient(options)
              .newWebSocketBuilder()
              .connectTimeout(options.timeout())
              .buildAsync(options.uri(), messages)
              .join();
      return new WebSocketWire(webSocket, messages, options.text());
    } catch (CompletionException e) {
      throw new IOException(
          "cannot connect to " + options.uri() + ": " + problem(e.getCause()), e.getCause());
    }
  }

  private static String problem(Throwable cause) {
    if (cause instanceof WebSocketHandshakeException refused) {
      return "the server answered " + refused.getResponse().statusCode();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Connections share one client, because each client costs a selector thread. */
  private static HttpClient httpClient(ClientOptions options) {
    return options.tls() == null
        ? Shared.CLIENT
        : HttpClient.newBuilder().sslContext(options.tls()).build();
  }

  private static final class Shared {
    static final HttpClient CLIENT = HttpClient.newHttpClient();
  }

  @Override
  public void send(Frame frame) throws IOException {
    if (text) {
      sendText(TextFrames.encode(frame));
    } else {
      sendBinary(FrameCodec.encode(frame));
    }
  }

  @Override
  public void sendRaw(byte[] bytes) throws IOException {
    if (text) {
      sendText(new String(bytes, StandardCharsets.UTF_8));
    } else {
      sendBinary(bytes);
    }
  }

  @Override
  public void close() {
    CompletableFuture<Void> goodbye = messages.goodbye();
    webSocket
        .sendClose(ConnectionEnd.NORMAL, "")
        .exceptionally(
            failure -> {
              goodbye.complete(null);
              return null;
            });
    boolean silent =
        goodbye
            .thenApply(ended -> false)
            .completeOnTimeout(true, GOODBYE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
    if (silent) {
      // Otherwise the JDK closes the socket once both close frames have been exchanged.
      webSocket.abort();
    }
  }

  @Override
  public void abort() {
    webSocket.abort();
    messages.goodbye().complete(null);
  }

  private void sendBinary(byte[] bytes) throws IOException {
    synchronized (writing) {
      await(webSocket.sendBinary(ByteBuffer.wrap(bytes), true));
    }
  }

  private void sendText(String message) throws IOException {
    synchronized (writing) {
      await(webSocket.sendText(message, true));
    }
  }

  /** The JDK's WebSocket takes the next message only when the last one is out. */
  private static void await(CompletableFuture<WebSocket> sent) throws IOException {
    try {
      sent.join();
    } catch (CompletionException e) {
      throw new IOException("cannot send: " + problem(e.getCause()), e.getCause());
    }
  }
}

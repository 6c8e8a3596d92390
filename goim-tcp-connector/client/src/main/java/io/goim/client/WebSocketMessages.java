package io.goim.client;

import io.goim.protocol.BatchReader;
import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Puts the parts of WebSocket messages together and opens batches. Called by one thread at a time; asks
 * for the next part only after the listener has taken the last message.
 */
final class WebSocketMessages implements WebSocket.Listener {

  private final int maxMessage;
  private final WireListener listener;
  private final CompletableFuture<Void> goodbye = new CompletableFuture<>();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();

  WebSocketMessages(int maxMessage, WireListener listener) {
    this.maxMessage = maxMessage;
    this.listener = listener;
  }

  /** Completed when the server's side of the connection has ended. */
  CompletableFuture<Void> goodbye() {
    return goodbye;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer part, boolean last) {
    try {
      checkRoom(binary.size(), part.remaining());
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      binary.writeBytes(bytes);
      if (last) {
        byte[] message = binary.toByteArray();
        binary.reset();
        packets(message).forEach(listener::onFrame);
      }
      webSocket.request(1);
    } catch (IOException e) {
      fail(webSocket, e);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
    try {
      checkRoom(text.length(), part.length());
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        TextFrames.decode(message).forEach(listener::onFrame);
      }
      webSocket.request(1);
    } catch (IOException e) {
      fail(webSocket, e);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    goodbye.complete(null);
    listener.onEnd(code, reason, null);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable failure) {
    goodbye.complete(null);
    listener.onEnd(ConnectionEnd.ABNORMAL, "connection failed", failure);
  }

  private List<Frame> packets(byte[] message) throws IOException {
    Frame frame = FrameCodec.decode(message, maxMessage);
    return frame.operation() == Operation.BATCH
        ? BatchReader.readAll(frame.body())
        : List.of(frame);
  }

  private void checkRoom(int have, int more) throws ProtocolException {
    if (more > maxMessage - have) {
      throw new ProtocolException("message of more than " + maxMessage + " bytes");
    }
  }

  private void fail(WebSocket webSocket, IOException cause) {
    webSocket.abort();
    goodbye.complete(null);
    listener.onEnd(ConnectionEnd.ABNORMAL, "the server broke the protocol", cause);
  }
}

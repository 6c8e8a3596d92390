package io.goim.web.socket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;

/** A remote endpoint that notes what is sent and ends sends when a test says so. NOT thread safe. */
final class FakeRemote implements RemoteEndpoint.Async {

  /** Messages, {@code byte[]} or {@code String}. */
  final List<Object> sent = new ArrayList<>();

  /** The context class loader of each sending thread. */
  final List<ClassLoader> loaders = new ArrayList<>();

  private final Queue<SendHandler> outstanding = new ArrayDeque<>();
  private boolean inline;
  private boolean closed;

  /** From now on sends end before they return. */
  FakeRemote inline() {
    inline = true;
    return this;
  }

  /** From now on sends throw, as after the session's end. */
  void close() {
    closed = true;
  }

  /** Ends the oldest send that is under way. */
  void complete() {
    outstanding.remove().onResult(new SendResult());
  }

  /** Lets the oldest send that is under way fail. */
  void fail() {
    outstanding.remove().onResult(new SendResult(new java.io.IOException("reset")));
  }

  int outstanding() {
    return outstanding.size();
  }

  /** The interface's session has many methods of which the connection uses few. */
  static <T> T stub(Class<T> type, java.util.Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
              }
              Object answer = answers.get(method.getName());
              return answer instanceof Answer given ? given.to(arguments) : answer;
            }));
  }

  /** What a stub's method does. */
  @FunctionalInterface
  interface Answer {
    Object to(Object[] arguments);
  }

  @Override
  public void sendBinary(ByteBuffer data, SendHandler handler) {
    byte[] message = new byte[data.remaining()];
    data.get(message);
    send(message, handler);
  }

  @Override
  public void sendText(String text, SendHandler handler) {
    send(text, handler);
  }

  private void send(Object message, SendHandler handler) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    sent.add(message);
    loaders.add(Thread.currentThread().getContextClassLoader());
    if (inline) {
      handler.onResult(new SendResult());
    } else {
      outstanding.add(handler);
    }
  }

  @Override
  public long getSendTimeout() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setSendTimeout(long timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> sendText(String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> sendBinary(ByteBuffer data) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> sendObject(Object data) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendObject(Object data, SendHandler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setBatchingAllowed(boolean allowed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getBatchingAllowed() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flushBatch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendPing(ByteBuffer data) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendPong(ByteBuffer data) {
    throw new UnsupportedOperationException();
  }
}

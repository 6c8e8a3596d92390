package io.goim.tcp.netty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A blocking client over a real socket; reads fail after ten seconds. */
final class SocketClient implements AutoCloseable {

  private static final int READ_TIMEOUT = 10_000;

  private final Socket socket;

  SocketClient(int port) throws IOException {
    this(new Socket(), port);
  }

  SocketClient(Socket socket, int port) throws IOException {
    this.socket = socket;
    if (!socket.isConnected()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), READ_TIMEOUT);
    }
    socket.setSoTimeout(READ_TIMEOUT);
  }

  /** A client whose upgrade is done. */
  static SocketClient webSocket(int port) throws IOException {
    return new SocketClient(port).upgraded();
  }

  SocketClient upgraded() throws IOException {
    send(Wire.ascii(Wire.UPGRADE));
    String answer = new String(read(Wire.SWITCHED.length()), StandardCharsets.US_ASCII);
    if (!answer.equals(Wire.SWITCHED)) {
      throw new IOException(answer);
    }
    return this;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /** Everything until the server closes. */
  byte[] readToEnd() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  /** Reads on and counts; returns when the server closes or resets. */
  long countToEnd() throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream in = socket.getInputStream();
    long count = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    } catch (SocketException reset) {
      return count;
    }
    return count;
  }

  /** Makes the next close a reset. */
  SocketClient resetting() throws SocketException {
    socket.setSoLinger(true, 0);
    return this;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

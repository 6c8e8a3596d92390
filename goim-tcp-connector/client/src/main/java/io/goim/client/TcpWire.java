package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Packets one after the other on a TCP or TLS stream, read by one daemon thread. Thread safe. */
final class TcpWire implements Wire {

  private static final int READ_BUFFER = 1 << 16;

  private final Socket socket;
  private final WireListener listener;
  private final FrameDecoder decoder;
  private final Object writing = new Object();

  private TcpWire(Socket socket, int maxPacket, WireListener listener) {
    this.socket = socket;
    this.listener = listener;
    this.decoder = new FrameDecoder(maxPacket);
  }

  static Wire open(ClientOptions options, WireListener listener) throws IOException {
    Socket socket = connect(options);
    TcpWire wire = new TcpWire(socket, options.maxPacket(), listener);
    Thread reader = new Thread(wire::read, "goim-client-" + socket.getLocalPort());
    reader.setDaemon(true);
    reader.start();
    return wire;
  }

  private static Socket connect(ClientOptions options) throws IOException {
    URI uri = options.uri();
    int timeout = (int) Math.min(options.timeout().toMillis(), Integer.MAX_VALUE);
    Socket socket = new Socket();
    try {
      if (options.receiveBuffer() > 0) {
        // Before connecting, so that the window offered in the handshake is small as well.
        socket.setReceiveBufferSize(options.receiveBuffer());
      }
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), timeout);
      socket.setTcpNoDelay(true);
      return options.scheme().equals("tcps") ? secured(socket, options, timeout) : socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot connect to " + uri + ": " + e.getMessage(), e);
    }
  }

  private static Socket secured(Socket socket, ClientOptions options, int timeout)
      throws IOException {
    URI uri = options.uri();
    SSLSocketFactory factory =
        options.tls() == null
            ? (SSLSocketFactory) SSLSocketFactory.getDefault()
            : options.tls().getSocketFactory();
    SSLSocket tls = (SSLSocket) factory.createSocket(socket, uri.getHost(), uri.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.setSoTimeout(timeout);
    tls.startHandshake();
    tls.setSoTimeout(0);
    return tls;
  }

  @Override
  public void send(Frame frame) throws IOException {
    sendRaw(FrameCodec.encode(frame));
  }

  @Override
  public void sendRaw(byte[] bytes) throws IOException {
    synchronized (writing) {
      socket.getOutputStream().write(bytes);
    }
  }

  @Override
  public void close() {
    closeSocket();
  }

  @Override
  public void abort() {
    try {
      // Lingering for no time makes the kernel send a reset.
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Already closed: there is nobody left to reset.
    }
    closeSocket();
  }

  private void read() {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[READ_BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        deliver(ByteBuffer.wrap(buffer, 0, count));
      }
      EOFException cut =
          decoder.atBoundary() ? null : new EOFException("the stream ended inside a packet");
      listener.onEnd(0, "end of stream", cut);
    } catch (IOException e) {
      listener.onEnd(0, "connection failed", e);
    }
  }

  private void deliver(ByteBuffer bytes) throws IOException {
    for (Frame frame = decoder.decode(bytes); frame != null; frame = decoder.decode(bytes)) {
      listener.onFrame(frame);
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that cannot be closed is of no use to anybody either.
    }
  }
}

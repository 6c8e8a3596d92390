package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sockets of an attacker, from one address or from as many as it takes. NOT thread safe. */
final class Attackers implements AutoCloseable {

  private static final int READ_TIMEOUT = 60_000;

  /** Below the limit for an address. */
  private static final int PER_ADDRESS = 150;

  private final String address;
  private final int port;
  private final List<Socket> sockets = new ArrayList<>();

  /**
   * @param address numeric; one that ends with a point is a network to be filled up
   */
  Attackers(String address, int port) {
    this.address = address;
    this.port = port;
  }

  /** Opens sockets, each of which says the same at once. */
  Attackers open(int count, byte[] said) throws IOException {
    for (int i = 0; i < count; i++) {
      int host = 1 + sockets.size() / PER_ADDRESS;
      Socket socket = connect(address.endsWith(".") ? address + host : address, port);
      sockets.add(socket);
      trySend(socket, said);
    }
    return this;
  }

  /** Reads until the node has closed every socket. Returns what it said on each. */
  List<byte[]> readToTheEnd() throws IOException {
    List<byte[]> said = new ArrayList<>();
    for (Socket socket : sockets) {
      said.add(readToTheEnd(socket));
    }
    return said;
  }

  /** Waits until the node has said something on every socket. Returns what. */
  List<byte[]> answers() throws IOException {
    List<byte[]> said = new ArrayList<>();
    for (Socket socket : sockets) {
      byte[] buffer = new byte[512];
      int n = socket.getInputStream().read(buffer);
      said.add(Arrays.copyOf(buffer, Math.max(0, n)));
    }
    return said;
  }

  static Socket connect(String address, int port) throws IOException {
    Socket socket = new Socket();
    if (!address.equals("127.0.0.1")) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    }
    // A port that was not asked for can be used again soon: of those there are 28,000 a minute.
    socket.connect(new InetSocketAddress("127.0.0.1", port), READ_TIMEOUT);
    socket.setSoTimeout(READ_TIMEOUT);
    return socket;
  }

  /** A connection that is a WebSocket by now. */
  static Socket upgraded(String address, int port) throws IOException {
    Socket socket = connect(address, port);
    trySend(socket, Mutants.UPGRADE);
    byte[] end = new byte[4];
    while (!new String(end, US_ASCII).equals("\r\n\r\n")) {
      System.arraycopy(end, 1, end, 0, 3);
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, "closed instead of upgraded");
      end[3] = (byte) next;
    }
    return socket;
  }

  /** A reset is an end, too. */
  static byte[] readToTheEnd(Socket socket) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        said.write(buffer, 0, n);
      }
    } catch (SocketException reset) {
      return said.toByteArray();
    }
    return said.toByteArray();
  }

  /** Returns false when the node has closed. */
  static boolean trySend(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A WebSocket client that logs in, asks for much, and reads no answer. Its buffers are as small as the
 * system allows, so that what it can send is what the node takes. NOT thread safe.
 */
final class DeafClient implements AutoCloseable {

  private static final int SMALL = 4096;

  private final SocketChannel channel = SocketChannel.open();
  private final ByteBuffer left;

  /**
   * Connects, and reads for the last time: the answer to its login.
   *
   * @param questions what it will send
   */
  DeafClient(String address, int port, String room, byte[] questions) throws IOException {
    left = ByteBuffer.wrap(questions);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
    channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    byte[] login = MutatedPackets.packet(7, "{\"room_id\":\"" + room + "\",\"accepts\":[1000]}");
    channel.write(ByteBuffer.wrap(Mutants.UPGRADE));
    channel.write(ByteBuffer.wrap(MutatedPackets.masked(0x82, login)));
    String heard = "";
    // The operation of the answer, in a frame of 18 bytes after the head.
    while (!heard.contains("\r\n\r\n") || heard.length() < heard.indexOf("\r\n\r\n") + 4 + 18) {
      ByteBuffer next = ByteBuffer.allocate(256);
      assertTrue(channel.read(next) > 0, "closed after " + heard);
      heard += new String(next.array(), 0, next.position(), ISO_8859_1);
    }
    channel.configureBlocking(false);
  }

  /** Sends what the node takes at once. Returns whether that was anything. */
  boolean send() {
    try {
      return channel.write(left) > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Bytes that were taken so far. */
  int sent() {
    return left.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

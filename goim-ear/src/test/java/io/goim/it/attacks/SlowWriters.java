package io.goim.it.attacks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Connections that say something at once and then more of it a byte at a time, one every 20 ms at most.
 * What the node says is thrown away. NOT thread safe.
 */
final class SlowWriters implements AutoCloseable {

  /** Below the limit for an address. */
  private static final int PER_ADDRESS = 150;

  private final List<SocketChannel> open = new ArrayList<>();
  private final ByteBuffer heard = ByteBuffer.allocate(8192);
  private final byte[] slowly;
  private int said;

  /**
   * Opens them.
   *
   * @param network beginning of their addresses, with the point
   * @param first what each says at once
   * @param slowly what each says after it
   */
  SlowWriters(String network, int port, int count, byte[] first, byte[] slowly) throws IOException {
    this.slowly = slowly;
    for (int i = 0; i < count; i++) {
      String address = network + (1 + i / PER_ADDRESS);
      SocketChannel channel = SocketChannel.open();
      open.add(channel);
      channel.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(first));
    }
  }

  /** Says a byte more on each that the node has not closed. Returns how many these are. */
  int speak() {
    byte[] next = said < slowly.length ? Arrays.copyOfRange(slowly, said, said + 1) : new byte[0];
    said++;
    for (Iterator<SocketChannel> each = open.iterator(); each.hasNext(); ) {
      if (!speak(each.next(), next)) {
        each.remove();
      }
    }
    return open.size();
  }

  private boolean speak(SocketChannel channel, byte[] next) {
    try {
      int read;
      do {
        read = channel.read(heard.clear());
      } while (read > 0);
      if (read == 0) {
        channel.write(ByteBuffer.wrap(next));
        return true;
      }
      channel.close();
    } catch (IOException reset) {
      tryClose(channel);
    }
    return false;
  }

  private static void tryClose(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() {
    open.forEach(SlowWriters::tryClose);
  }
}

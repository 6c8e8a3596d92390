package io.goim.tcp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/**
 * Bytes that go to a socket without passing its channel's queue: for what is sent to many and when
 * nothing waits before it. NOT thread safe: the channel's loop only.
 *
 * <p>One native call a delivery instead of a slice, a queue entry, its promise and their release for
 * each of a thousand receivers.
 */
final class DirectWrite {

  private DirectWrite() {}

  /** The socket of a channel whose bytes pass no handler on their way out; null where there is none. */
  static Socket socket(Channel channel) {
    return channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket
        ? socket
        : null;
  }

  /**
   * Sends what the socket takes at once.
   *
   * @return bytes sent; 0 also when sending failed, because the channel's own write meets the same
   *     failure and tells its pipeline
   */
  static int send(Socket socket, ByteBuf bytes, int from, int to) {
    if (!socket.isOpen()) {
      // The system may have given its number to another socket already.
      return 0;
    }
    try {
      return bytes.hasMemoryAddress()
          ? socket.sendAddress(bytes.memoryAddress(), from, to)
          : socket.send(bytes.internalNioBuffer(0, bytes.capacity()), from, to);
    } catch (IOException failure) {
      return 0;
    }
  }
}

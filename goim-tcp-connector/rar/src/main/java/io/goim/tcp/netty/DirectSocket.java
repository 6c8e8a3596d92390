package io.goim.tcp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/**
 * A socket that bytes are written to without passing the channel's queue: for what is sent to many and
 * when nothing waits before it. NOT thread safe: the channel's loop only.
 *
 * <p>One native call a delivery instead of a slice, a queue entry, its promise and their release for
 * each of a thousand receivers.
 */
final class DirectSocket {

  private final Socket socket;

  private DirectSocket(Socket socket) {
    this.socket = socket;
  }

  /** The socket of a channel whose bytes pass no handler on their way out; null where there is none. */
  static DirectSocket of(Channel channel) {
    return channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket
        ? new DirectSocket(socket)
        : null;
  }

  /**
   * Sends what the socket takes at once.
   *
   * @return bytes sent; 0 also when sending failed, because the channel's own write meets the same
   *     failure and tells its pipeline
   */
  int send(ByteBuf bytes, int from, int to) {
    try {
      return bytes.hasMemoryAddress()
          ? socket.sendAddress(bytes.memoryAddress(), from, to)
          : socket.send(bytes.internalNioBuffer(0, bytes.capacity()), from, to);
    } catch (IOException failure) {
      return 0;
    }
  }
}

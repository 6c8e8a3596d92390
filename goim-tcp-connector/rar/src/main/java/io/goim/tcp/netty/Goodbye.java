package io.goim.tcp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a socket ends: the last bytes are written, then our direction is closed and the client's bytes
 * are thrown away until it closes too. Closing at once would make the system answer bytes that nobody
 * has read with a reset, and a reset can overtake the close frame. Everything together takes at most
 * the close time-out. One object a server; runs on the channel's loop.
 */
final class Goodbye {

  private final Duration longest;

  Goodbye(Duration longest) {
    this.longest = longest;
  }

  /**
   * Writes the last bytes and ends the socket.
   *
   * @param atOnce close as soon as they are written, without waiting for the client
   */
  void say(Channel channel, ByteBuf last, boolean atOnce) {
    Future<?> limit =
        channel.eventLoop().schedule(() -> cut(channel), longest.toNanos(), TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(closed -> limit.cancel(false));
    channel.config().setAutoRead(true);
    boolean waits = !atOnce && canHalfClose(channel);
    channel
        .writeAndFlush(last)
        .addListener(waits ? Goodbye::closeOurSide : ChannelFutureListener.CLOSE);
  }

  private static void closeOurSide(Future<?> written) {
    Channel channel = ((ChannelFuture) written).channel();
    if (written.isSuccess()) {
      ((SocketChannel) channel).shutdownOutput();
    } else {
      channel.close();
    }
  }

  /** TLS closes with an alert of its own, which a half-closed socket could not carry. */
  private static boolean canHalfClose(Channel channel) {
    return channel instanceof SocketChannel && channel.pipeline().get(SslHandler.class) == null;
  }

  /** Past TLS, which would wait for its alert to be taken, and log that it was not. */
  static void cut(Channel channel) {
    channel.unsafe().close(channel.voidPromise());
  }
}

package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a flush says about a socket that is not full but has given way to others. */
class DrainTest {

  private final TiredChannel channel = new TiredChannel();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  /**
   * A socket gives its loop back after some writes although it would take more; the flush of the
   * marker behind them then writes the rest at once.
   */
  @Test
  void shouldNotBeBehindWhenTheRestIsWrittenWhileTheDrainIsAwaited() throws Exception {
    FakeGateway gateway = new FakeGateway(Settings.none().build());
    NettyLoop loop =
        new NettyLoop("test", channel.eventLoop(), PooledByteBufAllocator.DEFAULT, gateway);
    channel
        .pipeline()
        .addLast(new Pipelines(gateway.settings(), null).of(Transport.TCP, false, loop))
        .fireChannelActive();
    FakeHandler handler = gateway.nextOpened();

    channel.tired = true;
    handler.connection.reply(3, 1, 1, new byte[4]);
    boolean taken = handler.connection.flush();
    List<String> before = handler.drain();
    channel.runPendingTasks();
    List<String> after = handler.drain();

    assertTrue(taken || after.contains("writable"), "behind for ever; events " + before + after);
  }

  private static final class TiredChannel extends EmbeddedChannel {
    private boolean tired;

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
      if (tired) {
        tired = false;
      } else {
        super.doWrite(in);
      }
    }
  }
}

package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Transport;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptorTest {

  @Test
  void shouldCountAFailedAcceptAndGoOnAfterAPause() {
    FakeGateway gateway = new FakeGateway(Settings.none().build());
    EmbeddedChannel listener =
        new EmbeddedChannel(new Acceptor(Transport.TCP, false, gateway, null, List.of()));
    listener.freezeTime();

    listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    assertEquals(List.of("TCP NODE_FULL"), gateway.rejections);
    assertFalse(listener.config().isAutoRead());
    assertTrue(listener.isOpen());

    listener.advanceTimeBy(1, TimeUnit.SECONDS);
    listener.runScheduledPendingTasks();
    assertTrue(listener.config().isAutoRead());
    listener.finishAndReleaseAll();
  }
}

package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a socket's number may and may not be used for. */
class DirectWriteTest {

  @BeforeAll
  static void onlyWithNativeSockets() {
    assumeTrue(Epoll.isAvailable(), "native sockets need Linux");
  }

  /** A closed socket's number belongs to whoever opens the next one. */
  @Test
  void shouldNotWriteToTheNextOwnerOfAClosedSocketsNumber() throws IOException {
    ByteBuf secret = Unpooled.directBuffer().writeBytes("secret".getBytes(StandardCharsets.UTF_8));
    try (ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
      Socket closed = Socket.newSocketStream();
      closed.connect(address);
      assertEquals(6, DirectWrite.send(closed, secret, 0, 6));
      closed.close();
      Socket next = Socket.newSocketStream();
      next.connect(address);
      assertEquals(closed.intValue(), next.intValue(), "the number was not given again");
      assertEquals(0, DirectWrite.send(closed, secret, 0, 6));
      next.close();
    } finally {
      secret.release();
    }
  }
}

package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over channels' sockets, as the grid has them. */
class GridFenceTest {

  private final GridFence fence = fence("a secret of thirty-two bytes....");
  private ServerSocketChannel port;
  private SocketChannel ours;
  private Socket theirs;

  @BeforeEach
  void connect() throws IOException {
    port = ServerSocketChannel.open();
    port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    theirs = SocketChannel.open(port.getLocalAddress()).socket();
    ours = port.accept();
  }

  @AfterEach
  void close() throws IOException {
    theirs.close();
    ours.close();
    port.close();
  }

  @Test
  void shouldLetNodesMeetThatKnowTheSecret() {
    CompletableFuture<Void> accepted = accept(fence);
    assertDoesNotThrow(() -> fence.connected(theirs));
    assertDoesNotThrow(accepted::join);
  }

  @Test
  void shouldRefuseOnBothSidesWhereSecretsDiffer() throws IOException {
    CompletableFuture<Void> accepted = accept(fence);
    GridFence other = fence("another secret of thirty-two....");
    assertTrue(
        assertThrows(IOException.class, () -> other.connected(theirs))
            .getMessage()
            .contains("goim.cluster.secret"));
    theirs.close();
    assertThrows(CompletionException.class, accepted::join);
  }

  @Test
  void shouldRefuseAStrangerAtItsFirstByte() throws IOException {
    CompletableFuture<Void> accepted = accept(fence);
    theirs.getOutputStream().write("HZC".getBytes(StandardCharsets.US_ASCII));
    assertThrows(CompletionException.class, accepted::join);
  }

  @Test
  void shouldRefuseWhoeverSendsOurOwnProofBack() throws IOException {
    CompletableFuture<Void> accepted = accept(fence);
    theirs.getOutputStream().write("GOIM1".getBytes(StandardCharsets.US_ASCII));
    theirs.getOutputStream().write(new byte[32]);
    byte[] answer = theirs.getInputStream().readNBytes(64);
    theirs.getOutputStream().write(answer, 32, 32);
    assertThrows(CompletionException.class, accepted::join);
    ours.close();
    assertEquals(-1, theirs.getInputStream().read());
  }

  private CompletableFuture<Void> accept(GridFence at) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            at.accepted(ours.socket());
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static GridFence fence(String secret) {
    return new GridFence(secret.getBytes(StandardCharsets.UTF_8));
  }
}

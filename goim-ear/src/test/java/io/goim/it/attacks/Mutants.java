package io.goim.it.attacks;

import io.goim.fixture.MutatedPackets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Conversations of broken packets: connects, perhaps logs in, sends up to 64 of them, says that this was
 * all, and reads until the node closes, as it must. One thread's; the sequence depends on the seed alone.
 */
final class Mutants implements Runnable {

  private static final byte[] LOGIN =
      MutatedPackets.packet(7, "{\"room_id\":\"live://mutants\",\"accepts\":[1000]}");

  static final byte[] UPGRADE =
      ("GET /sub HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final MutatedPackets packets;
  private final String address;
  private final int port;
  private final boolean websocket;
  private final long wanted;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong conversations = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private volatile Throwable failure;

  Mutants(long seed, String address, int port, boolean websocket, long wanted) {
    this.packets = new MutatedPackets(seed);
    this.address = address;
    this.port = port;
    this.websocket = websocket;
    this.wanted = wanted;
  }

  @Override
  public void run() {
    try {
      while (sent.get() < wanted) {
        converse();
      }
    } catch (IOException | RuntimeException e) {
      failure =
          new AssertionError(
              "conversation " + conversations + " at port " + port + " after " + sent + " packets",
              e);
    }
  }

  private void converse() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (websocket) {
      said.writeBytes(packets.onceIn(50) ? packets.mutated(UPGRADE) : UPGRADE);
    }
    if (!packets.onceIn(3)) {
      said.writeBytes(websocket ? MutatedPackets.masked(0x82, LOGIN) : LOGIN);
    }
    int count = packets.upTo(64);
    for (int i = 0; i < count; i++) {
      said.writeBytes(websocket ? packets.frame() : packets.packet());
    }
    try (Socket socket = Attackers.connect(address, port)) {
      if (Attackers.trySend(socket, said.toByteArray())) {
        tryEnd(socket);
      }
      answered.addAndGet(Attackers.readToTheEnd(socket).length > 0 ? 1 : 0);
      // No port of ours waits a minute for late packets: there are millions to come.
      socket.setSoLinger(true, 0);
    }
    sent.addAndGet(count);
    conversations.incrementAndGet();
  }

  private static void tryEnd(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException closed) {
      // The node was quicker.
      return;
    }
  }

  long sent() {
    return sent.get();
  }

  long conversations() {
    return conversations.get();
  }

  long answered() {
    return answered.get();
  }

  /** What went wrong, or null. */
  Throwable failure() {
    return failure;
  }
}

package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.it.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients and callers that are slow on purpose: attacks of docs/SECURITY.md, "Attacks". */
class SlowAttacksIT {

  /** The node's handshake time-out is 8 s, the container's for callers that say nothing 30 s. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Bytes: four buffers of the kernel, of 64 KB each at the node's end, twice that by its own count. */
  private static final long MOST_TAKEN = 1_000_000;

  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private static final String PUSH = "POST /goim/push/all?operation=1 HTTP/1.1\r\nHost: x\r\n";

  private static final byte[] NOTHING = {};
  private static final byte[] ENDLESS_REQUEST = ascii("GET /sub HTTP/1.1\r\nHost: x\r\nX: ", 6_000);

  @RegisterExtension private final AttackedNode target = new AttackedNode();

  @Test
  void shouldEndWhoNeverGetsToTheLogin() throws Exception {
    int each = AttackedNode.FULL ? 1_000 : 100;
    byte[] login = MutatedPackets.packet(7, "{\"key\":\"" + "k".repeat(4_000) + "\"}");
    byte[] whole = clientHello();
    byte[] hello = Arrays.copyOf(whole, whole.length - 1);
    try (SlowWriters tcp = slow("127.0.3.", target.node().tcp(), each, NOTHING, login);
        SlowWriters ws =
            slow("127.0.4.", target.node().websocket(), each, NOTHING, ENDLESS_REQUEST);
        SlowWriters tls = slow("127.0.5.", target.node().websocketTls(), each, NOTHING, hello);
        SlowWriters silent =
            slow("127.0.6.", target.node().websocketTls(), each, NOTHING, NOTHING)) {
      Poll.until(
          LIMIT,
          () -> tcp.speak() + ws.speak() + tls.speak() + silent.speak() == 0,
          () -> target.open() + " are still listened to");
    }
    target.awaitCloses("handshake-timeout", 4L * each);
  }

  @Test
  void shouldEndHandshakesThatStopHalfway() throws Exception {
    int many = AttackedNode.FULL ? 10_000 : 1_000;
    byte[] hello = clientHello();
    try (SlowWriters half = slow("127.0.7.", target.node().websocketTls(), many, hello, NOTHING)) {
      AtomicLong most = new AtomicLong();
      Poll.until(
          LIMIT,
          () -> {
            most.accumulateAndGet(target.open(), Math::max);
            return half.speak() == 0;
          },
          () -> target.open() + " are still half open");
      System.out.println(most + " handshakes were half open together");
    }
    target.awaitCloses("handshake-timeout", many);
  }

  /** The container's 200 threads serve others; sockets that say nothing are closed after its 30 s. */
  @Test
  void shouldGiveNoThreadToRequestsThatNeverEnd() throws Exception {
    int each = AttackedNode.FULL ? 3_000 : 300;
    int http = target.node().http();
    byte[] push = ascii(PUSH + "X: ", 6_000);
    try (SlowWriters sub = slow("127.0.8.", http, each, NOTHING, ENDLESS_REQUEST);
        SlowWriters calls = slow("127.0.9.", http, each, NOTHING, push);
        SlowWriters silent = slow("127.0.10.", http, each, NOTHING, NOTHING)) {
      Poll.until(
          LIMIT,
          () -> {
            sub.speak();
            calls.speak();
            return silent.speak() == 0;
          },
          () -> "not all that say nothing were closed");
    }
    assertEquals(0, target.closes());
  }

  /**
   * As many bodies as there are turns are waited for, and calls of others are taken. Whoever hangs up in
   * the midst of a body gives its turn back.
   */
  @Test
  void shouldWaitForFewBodiesThatComeSlowly() throws Exception {
    int turns = 150;
    int many = AttackedNode.FULL ? 3_000 : 600;
    int http = target.node().http();
    byte[] push = ascii(PUSH + "Content-Length: 9000\r\n\r\n", 0);
    try (SlowWriters bodies = slow("127.0.11.", http, many, push, ascii("", 8_000))) {
      Poll.until(
          LIMIT, () -> bodies.speak() <= turns, () -> bodies.speak() + " are still listened to");
      int left = bodies.speak();
      // One of the bystanders' may have had a turn at the wrong moment.
      assertTrue(left > turns - 10, left + " are still listened to");
      assertEquals(many - left, target.since("goim_bodies_refused_total"));
    }
    Poll.until(LIMIT, () -> hasATurn(http), () -> "no turn came back");
  }

  /** A body in chunks never counts as arrived, so it needs a turn. */
  private static boolean hasATurn(int http) {
    byte[] push =
        ascii(
            PUSH + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", 0);
    try (Socket socket = Attackers.connect("127.0.11.1", http)) {
      Attackers.trySend(socket, push);
      return new String(Attackers.readToTheEnd(socket), US_ASCII).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Pings, and requests whose answers are 4 KB each, below the limits of packets and bytes. Whoever does not
   * read is not read from, and loses its pushes, then its connection.
   */
  @Test
  void shouldTakeNoMoreFromWhoReadsNoAnswer() throws Exception {
    int many = AttackedNode.FULL ? 400 : 40;
    byte[] questions = questions(1_800);
    List<DeafClient> deaf = new ArrayList<>();
    try {
      int port = target.node().websocket();
      for (int i = 0; i < many; i++) {
        deaf.add(new DeafClient(AttackedNode.EXEMPT, port, "live://deaf", questions));
      }
      sendWhatIsTaken(deaf);
      int most = deaf.stream().mapToInt(DeafClient::sent).max().orElseThrow();
      System.out.println(
          "of " + questions.length + " bytes the node and the system took " + most + " at most");
      assertTrue(most < MOST_TAKEN, most + " of " + questions.length + " bytes were taken");
      String push = "x".repeat(60_000);
      for (int i = 0; i < 25; i++) {
        target.http().push("/goim/push/room?operation=1000&type=live&room=deaf", push);
      }
      target.awaitCloses("slow-client", many);
      assertTrue(target.since("goim_drops_total", "reason", "outbox-bytes") >= many);
    } finally {
      for (DeafClient each : deaf) {
        each.close();
      }
    }
  }

  /** Sends until nothing more is taken from anybody for two seconds. */
  private static void sendWhatIsTaken(List<DeafClient> deaf) {
    AtomicLong last = new AtomicLong(System.nanoTime());
    Poll.until(
        LIMIT,
        () -> {
          for (DeafClient each : deaf) {
            if (each.send()) {
              last.set(System.nanoTime());
            }
          }
          return System.nanoTime() - last.get() > PAUSE;
        },
        () -> "there is no end of it");
  }

  private static byte[] questions(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] ping = MutatedPackets.masked(0x89, new byte[125]);
    byte[] watch = MutatedPackets.masked(0x82, MutatedPackets.packet(14, "1,".repeat(2_047) + "1"));
    for (int i = 0; i < count; i++) {
      all.writeBytes(ping);
      all.writeBytes(watch);
    }
    return all.toByteArray();
  }

  private static SlowWriters slow(String network, int port, int count, byte[] first, byte[] slowly)
      throws Exception {
    return new SlowWriters(network, port, count, first, slowly);
  }

  private static byte[] ascii(String beginning, int filling) {
    return (beginning + "x".repeat(filling)).getBytes(US_ASCII);
  }

  /** The first flight of a TLS client. */
  private static byte[] clientHello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 3103);
    engine.setUseClientMode(true);
    ByteBuffer flight = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), flight);
    assertTrue(flight.position() > 100);
    return Arrays.copyOf(flight.array(), flight.position());
  }
}

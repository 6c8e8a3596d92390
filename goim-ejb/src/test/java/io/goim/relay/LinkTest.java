package io.goim.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Eventually;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both ends of a link, over a wire that loses, repeats and stops. */
class LinkTest {

  private static final long BACKLOG = 1 << 20;

  private final List<Integer> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private final Random random = new Random(3);
  private volatile double loss;
  private volatile boolean cut;
  private OutgoingLink out = link(1);
  private final IncomingLink in =
      new IncomingLink(parcel -> received.add(ByteBuffer.wrap(parcel).getInt()), this::answer);

  @Test
  void shouldCarryEverythingOnceAndInOrderOverAWireThatLoses() {
    start();
    loss = 0.3;
    for (int i = 0; i < 500; i++) {
      assertTrue(out.offer(parcel(i), done::incrementAndGet));
      if (i % 25 == 0) {
        int sofar = i;
        Eventually.until("frames leave", () -> received.size() > sofar - 200);
      }
    }
    loss = 0;
    Eventually.until("all are worked off", () -> done.get() == 500);
    assertEquals(IntStream.range(0, 500).boxed().toList(), received);
    assertTrue(out.isIdle());
    out.close();
  }

  @Test
  void shouldTakeNoMoreThanItsBacklogAndWaitForNobodyThatStaysSlow() {
    cut = true;
    start();
    int taken = 0;
    while (out.offer(new byte[64 * 1024], done::incrementAndGet)) {
      taken++;
    }
    assertEquals(15, taken);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertFalse(out.offer(new byte[64 * 1024], done::incrementAndGet));
    }
    assertTrue(System.nanoTime() - start < OutgoingLink.PATIENCE_NANOS);
    Eventually.until("it counts as stalled", out::isStalled);
    cut = false;
    Eventually.until("the rest arrives", () -> done.get() == 15);
    assertFalse(out.isStalled());
    assertTrue(out.offer(parcel(1), done::incrementAndGet));
    out.close();
  }

  @Test
  void shouldEndWhatWaitsWhenItIsClosed() {
    cut = true;
    start();
    for (int i = 0; i < 3; i++) {
      out.offer(parcel(i), done::incrementAndGet);
    }
    assertEquals(3, out.close());
    assertEquals(3, done.get());
    assertFalse(out.offer(parcel(4), done::incrementAndGet));
  }

  @Test
  void shouldBeginAnewWithANewLinkAndIgnoreTheOldOne() {
    start();
    out.offer(parcel(1), done::incrementAndGet);
    Eventually.until("the first arrives", () -> done.get() == 1);
    OutgoingLink old = out;
    out = link(2);
    start();
    out.offer(parcel(2), done::incrementAndGet);
    Eventually.until("the second arrives", () -> done.get() == 2);
    old.offer(parcel(3), done::incrementAndGet);
    out.offer(parcel(4), done::incrementAndGet);
    Eventually.until("the last arrives", () -> received.contains(4));
    assertEquals(List.of(1, 2, 4), new ArrayList<>(received));
    old.close();
    out.close();
  }

  private OutgoingLink link(long id) {
    return new OutgoingLink(id, Lane.PUSHES, BACKLOG, this::send, System::nanoTime);
  }

  private synchronized void send(LinkFrame frame) {
    if (!cut && random.nextDouble() >= loss) {
      in.received(frame);
    }
  }

  private void answer(LinkAck ack) {
    boolean lost;
    synchronized (this) {
      lost = cut || random.nextDouble() < loss;
    }
    if (!lost && ack.link() == out.id()) {
      out.acknowledged(ack.sequence());
    }
  }

  private void start() {
    thread(out::run);
    if (received.isEmpty()) {
      thread(in::run);
    }
  }

  private static void thread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  private static byte[] parcel(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}

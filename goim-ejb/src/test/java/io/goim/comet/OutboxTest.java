package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final FakeLoop loop = new FakeLoop("fake", new FakeClock());
  private final FakeConnection client = new FakeConnection(loop, Transport.TCP, "192.0.2.1");
  private final TestSettings settings = new TestSettings();
  private final OutboxLoad load = new OutboxLoad();

  @Test
  void shouldStaySmallHoweverMuchPassesThrough() {
    settings.outboxMessages = 1000;
    settings.outboxBytes = 10_000_000;
    loop.inside(
        () -> {
          Outbox outbox = new Outbox(loop, load);
          for (int round = 0; round < 200; round++) {
            add(outbox, 21);
            if (round > 2) {
              outbox.writePacked(client);
            }
            client.lines();
          }
          assertTrue(largestBatch() <= Outbox.CHUNK_BYTES, "largest batch " + largestBatch());
          assertEquals(63, outbox.messages());
          // The kept messages fill three chunks, and the oldest may be half written.
          assertTrue(loop.batchesInUse() <= 4, loop.batchesInUse() + " batches");
          outbox.release();
        });
    assertEquals(0, loop.batchesInUse());
  }

  @Test
  void shouldKeepOrderAcrossItsChunks() {
    settings.outboxMessages = 1000;
    settings.outboxBytes = 10_000_000;
    loop.inside(
        () -> {
          Outbox outbox = new Outbox(loop, load);
          for (int i = 0; i < 100; i++) {
            assertNull(outbox.add(i, new byte[5_000], settings.comet()));
          }
          int next = 0;
          while (outbox.messages() > 0) {
            int count = outbox.writePacked(client);
            String line = client.lines().get(0);
            for (int i = 0; i < count; i++) {
              assertTrue(line.contains(" " + next + ":"), "operation " + next);
              next++;
            }
          }
          assertEquals(100, next);
          outbox.release();
        });
  }

  @Test
  void shouldNeverMoveWhatItKeeps() {
    settings.outboxMessages = 10_000;
    settings.outboxBytes = 100_000_000;
    loop.inside(
        () -> {
          Outbox outbox = new Outbox(loop, load);
          add(outbox, 1_000);
          assertNull(outbox.add(1, new byte[200_000], settings.comet()));
          add(outbox, 1);
          List<Integer> lengths = loop.batchLengths();
          assertEquals(outbox.bytes(), lengths.stream().mapToLong(Integer::longValue).sum());
          assertEquals(200_016, largestBatch(), "a chunk of its own for what fits in none");
          outbox.release();
        });
  }

  @Test
  void shouldSayWhichLossWasTheFirst() {
    loop.inside(
        () -> {
          Outbox outbox = new Outbox(loop, load);
          assertEquals(Timed.NEVER, outbox.fullSince());
          assertTrue(outbox.markFull(7));
          assertEquals(false, outbox.markFull(9));
          assertEquals(7, outbox.fullSince());
          outbox.markMoving();
          assertTrue(outbox.markFull(11));
        });
  }

  @Test
  void shouldCountWhatWaitsAmongAllOutboxes() {
    loop.inside(
        () -> {
          Outbox first = new Outbox(loop, load);
          Outbox second = new Outbox(loop, load);
          add(first, 2);
          add(second, 1);
          assertEquals("2 3 9048", load());
          first.writePacked(client);
          assertEquals("2 1 3016", load());
          second.release();
          assertEquals("1 0 0", load());
          first.release();
          assertEquals("0 0 0", load());
        });
  }

  private String load() {
    return load.outboxes() + " " + load.messages() + " " + load.bytes();
  }

  private void add(Outbox outbox, int messages) {
    for (int i = 0; i < messages; i++) {
      assertNull(outbox.add(1, new byte[3_000], settings.comet()));
    }
  }

  private int largestBatch() {
    List<Integer> lengths = loop.batchLengths();
    return lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}

package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DirectoryWriterTest {

  private final Counters counters = new Counters();
  private final List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void shouldCollectWhatArrivesWhileAGroupIsUnderWay() {
    DirectoryWriter writer = new DirectoryWriter(100, this::commitSlowly, counters);
    writer.start(new HandThreads());
    writer.add(add(0));
    await(busy);
    List<DirectoryOperation> waiting = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      waiting.add(writer.add(add(i)));
    }
    release.countDown();
    waiting.forEach(operation -> operation.done().join());
    assertEquals(List.of(1, 50), groups);
    writer.stop();
  }

  @Test
  void shouldRefuseWithACountWhenTheQueueIsFull() {
    DirectoryWriter writer = new DirectoryWriter(2, this::commitSlowly, counters);
    writer.start(new HandThreads());
    writer.add(add(0));
    await(busy);
    assertFalse(writer.add(add(1)).done().isDone());
    assertFalse(writer.add(add(2)).done().isDone());
    assertTrue(writer.add(add(3)).done().isCompletedExceptionally());
    assertEquals(1, counters.value(DirectoryWriter.LOST, "queue-full-add"));
    release.countDown();
    writer.stop();
  }

  @Test
  void shouldGoOnAfterAnError() {
    AtomicBoolean first = new AtomicBoolean(true);
    DirectoryWriter writer =
        new DirectoryWriter(
            10,
            group -> {
              if (first.getAndSet(false)) {
                throw new StackOverflowError("once");
              }
              group.forEach(operation -> operation.done().complete(List.of()));
            },
            counters);
    writer.start(new HandThreads());
    DirectoryOperation failed = writer.add(add(1));
    assertThrows(ExecutionException.class, () -> failed.done().get(20, TimeUnit.SECONDS));
    assertEquals(List.of(), writer.add(add(2)).done().join());
    writer.stop();
  }

  @Test
  void shouldWriteWhatWaitsBeforeItStops() {
    DirectoryWriter writer = new DirectoryWriter(100, this::commitSlowly, counters);
    writer.start(new HandThreads());
    DirectoryOperation first = writer.add(add(0));
    await(busy);
    DirectoryOperation last =
        writer.add(DirectoryOperation.of(DirectoryOperation.Kind.REMOVE, entry(1)));
    release.countDown();
    writer.stop();
    assertTrue(first.done().isDone());
    assertFalse(last.done().isCompletedExceptionally());
    assertTrue(last.done().isDone());
    assertTrue(writer.add(add(2)).done().isCompletedExceptionally());
  }

  private void commitSlowly(List<DirectoryOperation> operations) {
    busy.countDown();
    await(release);
    groups.add(operations.size());
    operations.forEach(operation -> operation.done().complete(List.of()));
  }

  private static DirectoryOperation add(int connection) {
    return DirectoryOperation.of(DirectoryOperation.Kind.ADD, entry(connection));
  }

  private static SessionEntry entry(int connection) {
    return new SessionEntry("n1", connection, "k", 0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

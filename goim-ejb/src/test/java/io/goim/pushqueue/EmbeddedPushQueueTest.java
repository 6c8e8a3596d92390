package io.goim.pushqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.logic.PushRefusedException;
import io.goim.ops.Eventually;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPushQueueTest {

  @TempDir private Path folder;

  @Test
  void shouldKeepPushesShutUntilItIsOpened() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY);
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(EmbeddedBroker.PUSHES))) {
      connection.start();
      fixture.send(PushMessage.toRoom(7, "live://1", new byte[] {1}));
      waiting(1, fixture);
      assertNull(consumer.receive(100));

      fixture.broker.open();

      BytesMessage message = (BytesMessage) consumer.receive(20_000);
      assertEquals(DeliveryMode.PERSISTENT, message.getJMSDeliveryMode());
      assertTrue(message.propertyExists("JMSXGroupID"));
    }
  }

  @Test
  void shouldKeepTheOrderOfCallsForEachRoom() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY)) {
      List<Thread> senders = new ArrayList<>();
      for (int room = 0; room < 8; room++) {
        String name = "live://" + room;
        Thread sender = new Thread(() -> sendMany(fixture, name, 200));
        senders.add(sender);
        sender.start();
      }
      for (Thread sender : senders) {
        sender.join();
      }
      fixture.broker.open();
      Map<String, List<Integer>> seen = new HashMap<>();
      for (PushMessage push : fixture.take(1600)) {
        seen.computeIfAbsent(push.room(), room -> new ArrayList<>()).add(push.operation());
      }
      List<Integer> inOrder = IntStream.range(0, 200).boxed().toList();
      assertEquals(8, seen.size());
      seen.values().forEach(operations -> assertEquals(inOrder, operations));
      waiting(0, fixture);
      assertEquals(1600, fixture.counters.value(EmbeddedPushQueue.ACCEPTED, ""));
    }
  }

  private static void sendMany(PushQueueFixture fixture, String room, int count) {
    try {
      for (int i = 0; i < count; i++) {
        fixture.send(PushMessage.toRoom(i, room, new byte[10]));
      }
    } catch (PushRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldTakePushesTogetherOrNotAtAll() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, 1024 * 1024)) {
      List<PushMessage> small = List.of(push("a", 10), push("b", 10), push("c", 10));
      fixture.sendAll(small);
      Eventually.until("some wait", () -> fixture.broker.waiting() > 0);

      List<PushMessage> large = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        large.add(push("k" + i, 80_000));
      }
      assertThrows(PushRefusedException.class, () -> fixture.sendAll(large));

      fixture.sendAll(small);
      fixture.broker.open();
      assertEquals(
          List.of("a", "a", "b", "b", "c", "c"),
          fixture.takeAll().stream().flatMap(push -> push.keys().stream()).sorted().toList());
    }
  }

  @Test
  void shouldRefuseWhenItIsFullAndAcceptAgainLater() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, 1024 * 1024)) {
      int accepted = fill(fixture, 100_000);
      assertTrue(accepted > 2 && accepted < 12, "accepted " + accepted);
      PushRefusedException refusal =
          assertThrows(PushRefusedException.class, () -> fixture.send(push("k", 100_000)));
      assertTrue(refusal.getMessage().contains("is full"), refusal.getMessage());
      waiting(accepted, fixture);

      fixture.broker.open();
      fixture.take(accepted);
      waiting(0, fixture);
      fixture.send(push("k", 100_000));
    }
  }

  @Test
  void shouldCountTheLargestPushesWithAllTheirBytes() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, 8 * 1024 * 1024)) {
      int accepted = fill(fixture, 1_000_000);
      assertTrue(accepted > 2 && accepted < 10, "accepted " + accepted);
    }
  }

  private static int fill(PushQueueFixture fixture, int bytes) {
    for (int accepted = 0; accepted < 100; accepted++) {
      try {
        fixture.send(push("k", bytes));
      } catch (PushRefusedException e) {
        return accepted;
      }
    }
    throw new AssertionError("the queue takes everything");
  }

  @Test
  void shouldTakeAPushOfTheLargestSize() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY)) {
      fixture.send(push("k", 1_000_000));
      fixture.broker.open();
      assertEquals(1_000_000, fixture.take(1).get(0).body().length);
    }
  }

  @Test
  void shouldRefuseWhenTheBrokerIsGoneAndWorkWhenItIsBack() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY)) {
      fixture.send(push("k", 1));
      fixture.broker.stop();
      assertThrows(PushRefusedException.class, () -> fixture.send(push("k", 2)));
      assertEquals(1, fixture.counters.value(EmbeddedPushQueue.REFUSED, "queue"));

      fixture.broker.start();
      waiting(1, fixture);
      fixture.send(push("k", 3));
      waiting(2, fixture);
    }
  }

  @Test
  void shouldRefuseBeforeItIsOpenAndAfterItIsClosed() throws Exception {
    PushQueueFixture fixture = new PushQueueFixture(folder, Samples.queue(PushQueueFixture.ROOMY));
    assertThrows(PushRefusedException.class, () -> fixture.send(push("k", 1)));
    fixture.broker.start();
    fixture.queue.start();
    fixture.queue.stop();
    assertThrows(PushRefusedException.class, () -> fixture.send(push("k", 1)));
    fixture.close();
  }

  @Test
  void shouldKeepPoisonedPushesWithTheirReason() throws Exception {
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY);
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(EmbeddedBroker.POISONED))) {
      connection.start();
      assertTrue(fixture.poisoned.setAside(new byte[] {9}, "unknown type 7"));
      BytesMessage message = (BytesMessage) consumer.receive(20_000);
      assertEquals("unknown type 7", message.getStringProperty(JmsPoisonedPushes.REASON));
      assertEquals(9, message.readByte());
    }
  }

  @Test
  void shouldSayWhenTheJournalCannotBeOpened() throws Exception {
    Path file = Files.writeString(folder.resolve("artemis"), "in the way");
    PushQueueFixture fixture = new PushQueueFixture(folder, Samples.queue(PushQueueFixture.ROOMY));
    Exception failure = assertThrows(Exception.class, fixture.broker::start);
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    fixture.close();
  }

  /** But for Artemis' static pool of in-VM connectors, whose idle threads end after a minute. */
  @Test
  void shouldLeaveNoThreadOfItsOwnBehind() throws Exception {
    Set<String> before = threads();
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY)) {
      fixture.send(push("k", 1));
      fixture.sendAll(List.of(push("a", 1), push("b", 1)));
    }
    Eventually.until("threads ended: " + left(before), () -> left(before).isEmpty());
  }

  private static Set<String> left(Set<String> before) {
    Set<String> left = threads();
    left.removeAll(before);
    return left;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName() + "#" + thread.getId())
        .filter(name -> !name.contains("Cleaner") && !name.contains("in-v-m-connector"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The broker counts a push a moment after it has answered for it. */
  private static void waiting(long count, PushQueueFixture fixture) {
    Eventually.until(count + " waiting", () -> fixture.broker.waiting() == count);
  }

  private static PushMessage push(String key, int size) {
    return PushMessage.toKeys(1000, List.of(key), new byte[size]);
  }
}

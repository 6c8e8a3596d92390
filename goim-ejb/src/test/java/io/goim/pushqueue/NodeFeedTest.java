package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.job.BatchBytes;
import io.goim.job.OriginProperties;
import io.goim.logic.PushOrigin;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeFeedTest {

  private static final String LONG_SOURCE = "x".repeat(70_000);

  @TempDir Path folder;

  private PushQueueFixture fixture;
  private final NodeFeed feed = new NodeFeed(Duration.ofSeconds(10));

  @BeforeEach
  void start() throws Exception {
    fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY);
    fixture.broker.open();
  }

  @AfterEach
  void stop() {
    feed.close();
    fixture.close();
  }

  @Test
  void shouldSendPushesOfOneGroupTogether() throws JMSException {
    feed.put(List.of(parcel(1, "a"), parcel(2, "b"), parcel(1, "c"), parcel(2, "d")));
    assertEquals(List.of("1: a c", "2: b d"), sorted(take(2)));
  }

  @Test
  void shouldKeepOrderAroundWhatTravelsAlone() throws JMSException {
    String large = "y".repeat(PushLane.MAX_BYTES + 1);
    feed.put(
        List.of(
            parcel(1, "a"),
            parcel(1, large),
            parcel(1, "b"),
            new NodeFeed.Parcel(null, origin(1, "s")),
            parcel(1, "c"),
            new NodeFeed.Parcel("d".getBytes(UTF_8), origin(1, LONG_SOURCE)),
            parcel(1, "e"),
            parcel(1, "f")));
    assertEquals(
        List.of(
            "1: a", "1 alone " + large, "1: b", "1 alone nothing", "1: c", "1 alone d", "1: e f"),
        take(7));
  }

  @Test
  void shouldBoundWhatTravelsTogether() throws JMSException {
    feed.put(IntStream.range(0, PushLane.MAX_PUSHES + 1).mapToObj(i -> parcel(1, "a")).toList());
    assertEquals(List.of("1:" + " a".repeat(PushLane.MAX_PUSHES), "1: a"), take(2));

    String third = "z".repeat(PushLane.MAX_BYTES / 3);
    feed.put(IntStream.range(0, 3).mapToObj(i -> parcel(1, third)).toList());
    assertEquals(List.of("1: " + third + " " + third, "1: " + third), take(2));
  }

  @Test
  void shouldKeepTheOriginOfEachPush() throws JMSException {
    PushOrigin origin = new PushOrigin("n7", 5, 99, true, 1234, "a-trace");
    feed.put(List.of(new NodeFeed.Parcel("a".getBytes(UTF_8), origin)));
    assertEquals(origin, BatchBytes.parts(bytes(messages(1).get(0))).get(0).origin());
  }

  private static NodeFeed.Parcel parcel(int group, String body) {
    return new NodeFeed.Parcel(body.getBytes(UTF_8), origin(group, "s"));
  }

  private static PushOrigin origin(int group, String source) {
    return new PushOrigin(source, group, 1, true);
  }

  private static List<String> sorted(List<String> messages) {
    return messages.stream().sorted().toList();
  }

  private List<String> take(int count) throws JMSException {
    List<String> told = new ArrayList<>();
    for (Message message : messages(count)) {
      assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
      String group = message.getStringProperty(OriginProperties.GROUP);
      if (message.propertyExists(OriginProperties.PUSHES)) {
        List<byte[]> bodies = BatchBytes.read(bytes(message));
        assertEquals(bodies.size(), message.getIntProperty(OriginProperties.PUSHES));
        told.add(group + ":" + String.join("", bodies.stream().map(b -> " " + text(b)).toList()));
      } else {
        assertTrue(message.getBooleanProperty(OriginProperties.EXTERNAL));
        told.add(
            group
                + " alone "
                + (message instanceof BytesMessage ? text(bytes(message)) : "nothing"));
      }
    }
    return told;
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }

  private static byte[] bytes(Message message) throws JMSException {
    return PushQueueFixture.bytes((BytesMessage) message);
  }

  /** Exactly so many messages lie in the queue. */
  private static List<Message> messages(int count) throws JMSException {
    List<Message> messages =
        PushQueueFixture.withConsumer(
            consumer -> {
              List<Message> taken = new ArrayList<>();
              for (Message next = consumer.receive(5_000); next != null; ) {
                taken.add(next);
                next = taken.size() < count ? consumer.receive(5_000) : consumer.receiveNoWait();
              }
              return taken;
            });
    assertEquals(count, messages.size());
    return messages;
  }
}

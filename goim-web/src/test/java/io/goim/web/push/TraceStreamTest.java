package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.admin.ClusterAdmin.Happened;
import io.goim.admin.ClusterAdmin.Seen;
import io.goim.comet.ClientEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a live trace is told, and every way it ends. */
class TraceStreamTest {

  private static final Seen NOTHING = seen(List.of(), 0);
  private static final String TIME_IS_OVER = "event: end\ndata: {\"message\":\"the time is over\"}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Seen> toTell = new ArrayDeque<>();
  private final List<Duration> looks = new ArrayList<>();
  private long now;
  private boolean stops;

  @Test
  void shouldTellUntilTheTimeIsOver() throws IOException {
    toTell.add(
        seen(List.of(), 0, new ClientEvent(7, "a\nb", 42, "pushed", 1000, 5, "", "order-7")));
    stream(out).run(Duration.ofSeconds(1));
    assertEquals(
        List.of(
            "data: {\"time\":7,\"node\":\"comet-1\",\"key\":\"a\\nb\",\"mid\":42,\"what\":\"pushed\","
                + "\"operation\":1000,\"bytes\":5,\"detail\":\"\",\"trace\":\"order-7\"}",
            TIME_IS_OVER),
        events());
    assertEquals(Duration.ofSeconds(1).toNanos(), now);
    assertLooksNoMore();
  }

  @Test
  void shouldLookBeforeItsAnswerBegins() throws IOException {
    List<Integer> told = new ArrayList<>();
    TraceStream.Look look =
        lasts -> {
          told.add(out.size());
          return NOTHING;
        };
    new TraceStream(out, look, () -> true).run(Duration.ofHours(1));
    assertEquals(0, told.get(0), "bytes told before the first look");
    assertTrue(told.get(1) > 0, "the answer begins with the first look");
  }

  @Test
  void shouldTellOfEventsThatCameBeforeTheEnd() throws IOException {
    toTell.add(NOTHING);
    toTell.add(seen(List.of(), 3));
    stream(out).run(Duration.ofMillis(1));
    assertEquals(List.of("event: lost\ndata: {\"count\":3}", TIME_IS_OVER), events());
  }

  @Test
  void shouldNameNodesThatDoNotAnswerWhenThatChanges() throws IOException {
    List.of(List.of("comet-2"), List.of("comet-2"), List.<String>of())
        .forEach(missing -> toTell.add(seen(missing, 0)));
    stream(out).run(Duration.ofSeconds(1));
    assertEquals(
        List.of(
            "event: missing\ndata: {\"nodes\":[\"comet-2\"]}",
            "event: missing\ndata: {\"nodes\":[]}",
            TIME_IS_OVER),
        events());
  }

  @Test
  void shouldEndWhenTheNodeStops() throws IOException {
    stops = true;
    stream(out).run(Duration.ofHours(1));
    assertEquals(List.of("event: end\ndata: {\"message\":\"the node stops\"}"), events());
    assertLooksNoMore();
  }

  @Test
  void shouldEndWhenItsThreadIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try {
      stream(out).run(Duration.ofHours(1));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of("event: end\ndata: {\"message\":\"the node stops\"}"), events());
  }

  @Test
  void shouldLookNoMoreWhenTheCallerHangsUp() {
    OutputStream broken =
        new OutputStream() {
          private int flushes;

          @Override
          public void write(int b) {}

          @Override
          public void flush() throws IOException {
            if (++flushes == 3) {
              throw new IOException("broken pipe");
            }
          }
        };
    assertThrows(IOException.class, () -> stream(broken).run(Duration.ofHours(1)));
    assertEquals(4, looks.size());
    assertLooksNoMore();
  }

  @Test
  void shouldSayWhyItCannotBegin() throws IOException {
    TraceStream.Look refused =
        lasts -> {
          if (!lasts.isZero()) {
            throw new IllegalStateException("there are 16 live traces already");
          }
          looks.add(lasts);
          return NOTHING;
        };
    new TraceStream(out, refused, () -> false, () -> now, nanos -> now += nanos)
        .run(Duration.ofHours(1));
    assertEquals(
        List.of("event: end\ndata: {\"message\":\"there are 16 live traces already\"}"), events());
    // Other nodes may have begun.
    assertLooksNoMore();
  }

  private TraceStream stream(OutputStream to) {
    return new TraceStream(to, this::look, () -> stops, () -> now, nanos -> now += nanos);
  }

  private Seen look(Duration lasts) {
    looks.add(lasts);
    return toTell.isEmpty() ? NOTHING : toTell.poll();
  }

  private void assertLooksNoMore() {
    assertEquals(Duration.ZERO, looks.get(looks.size() - 1));
    assertEquals(1, looks.stream().filter(Duration::isZero).count());
  }

  private List<String> events() {
    return List.of(out.toString(StandardCharsets.UTF_8).split("\n\n")).stream()
        .filter(event -> !event.startsWith(":"))
        .toList();
  }

  private static Seen seen(List<String> missing, int lost, ClientEvent... events) {
    return new Seen(
        List.of(events).stream().map(event -> new Happened("comet-1", event)).toList(),
        lost,
        missing);
  }
}

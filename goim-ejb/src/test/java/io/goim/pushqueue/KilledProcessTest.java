package io.goim.pushqueue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push that was accepted survives the death of the process, at whatever moment. */
class KilledProcessTest {

  private static final int PUSHES = 24;
  private static final String ACCEPTED = "accepted ";

  @TempDir private Path folder;

  @Test
  void shouldKeepEveryAcceptedPushWhenTheProcessIsKilled() throws Exception {
    assertKept("single");
  }

  @Test
  void shouldKeepEveryAcceptedPushSentTogether() throws Exception {
    assertKept("together");
  }

  @Test
  void shouldSayThatAnotherProcessUsesTheJournal() throws Exception {
    whileTheOtherProcessLives(
        "single",
        () -> {
          PushQueueFixture fixture =
              new PushQueueFixture(folder, Samples.queue(PushQueueFixture.ROOMY));
          Exception failure = assertThrows(Exception.class, fixture.broker::start);
          assertTrue(failure.getMessage().contains("another node"), failure.getMessage());
          fixture.broker.stop();
        });
  }

  private void assertKept(String way) throws Exception {
    whileTheOtherProcessLives(way, () -> {});
    try (PushQueueFixture fixture = PushQueueFixture.started(folder, PushQueueFixture.ROOMY)) {
      fixture.broker.open();
      List<Integer> kept = fixture.takeAll().stream().map(PushMessage::operation).toList();
      assertEquals(IntStream.range(0, PUSHES).boxed().toList(), kept);
    }
  }

  private void whileTheOtherProcessLives(String way, Runnable task)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessTest.class.getName(),
                folder.toString(),
                way)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String last = null;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = line;
        if (line.equals(ACCEPTED + (PUSHES - 1))) {
          task.run();
          break;
        }
      }
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    assertEquals(ACCEPTED + (PUSHES - 1), last);
  }

  /** The process that is killed: sends, says so, and waits for its end. */
  public static void main(String[] arguments) throws Exception {
    PushQueueFixture fixture =
        PushQueueFixture.started(Path.of(arguments[0]), PushQueueFixture.ROOMY);
    int step = arguments[1].equals("single") ? 1 : 2;
    for (int i = 0; i < PUSHES; i += step) {
      fixture.sendAll(IntStream.range(i, i + step).mapToObj(KilledProcessTest::push).toList());
      System.out.println(ACCEPTED + (i + step - 1));
    }
    Thread.currentThread().join();
  }

  /** Small ones, and now and then one of the largest that the API takes. */
  private static PushMessage push(int number) {
    return PushMessage.toKeys(number, List.of("k"), new byte[number % 8 == 7 ? 1_000_000 : 50]);
  }
}

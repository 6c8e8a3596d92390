package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Listen} with several addresses. */
@Timeout(30)
class StayingTest {

  private static final String LEAVE =
      "{\"code\":4005,\"reason\":\"the server is being drained\",\"delay\":%d,\"nodes\":[]}";

  private final ByteArrayOutputStream pushes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @Test
  void shouldReadTheOldConnectionToItsEndWhenItWasAskedToLeave() throws Exception {
    CountDownLatch admitted = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (FakeServer old =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  peer.admit();
                  leave(peer, 1);
                  admitted.await();
                  peer.push(List.of(push("old")));
                  left.await();
                });
        FakeServer other =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  peer.admit();
                  admitted.countDown();
                  peer.push(List.of(push("new")));
                  await("1000 new");
                  await("1000 old");
                  left.countDown();
                  peer.reply(disconnect("{\"code\":4501,\"reason\":\"the login was refused\"}"));
                })) {
      assertEquals(1, run("--url", old.url() + "," + other.url()));
      assertTrue(said().contains(old.url() + " asks to leave in 1 ms\n"), said());
    }
  }

  @Test
  void shouldGoOnPrintingUntilItIsTimeToLeave() throws Exception {
    try (FakeServer old =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  peer.admit();
                  leave(peer, 60_000);
                  peer.push(List.of(push("still here")));
                  await("1000 still here");
                });
        FakeServer other = refusing()) {
      assertEquals(1, run("--url", old.url() + "," + other.url()));
    }
  }

  @Test
  void shouldGoToTheNextWhenAConnectionEndsOrThereIsNone() throws Exception {
    String nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "tcp://127.0.0.1:" + closed.getLocalPort();
    }
    try (FakeServer first = new FakeServer(Speech.TCP, FakePeer::admit);
        FakeServer last = refusing()) {
      assertEquals(1, run("--url", nobody + "," + first.url() + "," + last.url()));
      assertTrue(said().contains("Listening at " + first.url()), said());
      assertTrue(said().contains("The connection to " + first.url() + " ended: 1006"), said());
      assertTrue(said().contains("The connection to " + last.url() + " ended: 4501"), said());
    }
  }

  @Test
  void shouldLogInWithWhatIsInTheFileAtThatMoment(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "first.signed.token\n");
    try (FakeServer first =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  assertEquals("first.signed.token", peer.echo(Operation.LOGIN_REPLY).text());
                  Files.writeString(token, "second.signed.token\n");
                });
        FakeServer second =
            new FakeServer(
                Speech.TCP,
                peer -> {
                  assertEquals("second.signed.token", peer.read().text());
                  peer.reply(disconnect("{\"code\":4501}"));
                })) {
      assertEquals(1, run("--url", first.url() + "," + second.url(), "--token", token.toString()));
    }
  }

  private static FakeServer refusing() throws Exception {
    return new FakeServer(
        Speech.TCP,
        peer -> {
          peer.read();
          peer.reply(disconnect("{\"code\":4501,\"reason\":\"the login was refused\"}"));
        });
  }

  private static void leave(FakePeer peer, int delay) throws Exception {
    peer.reply(disconnect(LEAVE.formatted(delay)));
  }

  private static Frame disconnect(String body) {
    return Frame.of(Operation.DISCONNECT, 0, body.getBytes(UTF_8));
  }

  private static Frame push(String body) {
    return Frame.push(1000, body.getBytes(UTF_8));
  }

  private void await(String line) {
    while (!pushes.toString(UTF_8).contains(line + "\n")) {
      Thread.onSpinWait();
    }
  }

  private String said() {
    return notes.toString(UTF_8);
  }

  private int run(String... arguments) {
    return Listen.run(
        new PrintStream(pushes, true, UTF_8), new PrintStream(notes, true, UTF_8), arguments);
  }
}

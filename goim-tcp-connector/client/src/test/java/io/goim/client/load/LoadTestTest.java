package io.goim.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.load.FakeGoim.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of a second against a server that breaks one promise. Five clients, 50 pushes. */
@Timeout(120)
class LoadTestTest {

  private static final int CONNECTIONS = 5;
  private static final int TRIES = 10;

  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "tcp, room, 1, 1",
    "tcp, all, 3, 2",
    "tcp, key, 2, 1",
    "ws, room, 2, 2",
    "ws, key, 1, 1"
  })
  void shouldFindNothingWrongWithAServerThatKeepsItsPromises(
      String protocol, String target, String lanes, String threads) throws IOException {
    int status =
        runAgainst(
            Fault.NONE,
            protocol,
            "--target",
            target,
            "--http-connections",
            lanes,
            "--threads",
            threads);

    assertEquals(0, status);
    expectAllPushesAccountedFor();
    assertEquals(
        number("pushes_sent") * (target.equals("key") ? 1 : CONNECTIONS), number("expected"));
    expect("missing", 0, "duplicated", 0, "inverted", 0, "closed", 0, "pushes_refused", 0);
    expect("connected", CONNECTIONS, "pushes_unanswered", 0);
  }

  @ParameterizedTest
  @CsvSource({"tcp", "ws"})
  void shouldSeeAPushThatDoesNotArrive(String protocol) throws IOException {
    assertEquals(0, runAgainst(Fault.DROP, protocol));

    assertEquals(number("pushes_sent") * CONNECTIONS, number("expected"));
    expect("missing", 1, "duplicated", 0, "inverted", 0);
  }

  @ParameterizedTest
  @CsvSource({"tcp", "ws"})
  void shouldSeeAPushThatArrivesTwice(String protocol) throws IOException {
    assertEquals(0, runAgainst(Fault.DUPLICATE, protocol));

    expect("missing", 0, "duplicated", 1, "inverted", 0);
  }

  @ParameterizedTest
  @CsvSource({"tcp", "ws"})
  void shouldSeeTwoPushesInTheWrongOrder(String protocol) throws IOException {
    assertEquals(0, runAgainst(Fault.SWAP, protocol));

    expect("missing", 0, "duplicated", 0, "inverted", 1);
  }

  @Test
  void shouldFailWhenAConnectionIsLostAndExpectNothingOfIt() throws IOException {
    assertEquals(1, runAgainst(Fault.CLOSE, "tcp"));

    assertEquals(number("pushes_sent") * (CONNECTIONS - 1), number("expected"));
    expect("missing", 0, "closed", 1, "connected", CONNECTIONS);
    assertEquals(
        List.of("The first connection that failed or was lost: the server closed"),
        notes.toString(UTF_8).lines().toList());
  }

  @Test
  void shouldMeasureTheOthersWhenSomeStopReading() throws IOException {
    assertEquals(0, runAgainst(Fault.NONE, "tcp", "--not-reading", "40"));

    assertEquals(number("pushes_sent") * (CONNECTIONS - 2), number("expected"));
    expect("missing", 0, "closed", 0, "connected", CONNECTIONS);
    expect("not_reading", 2, "not_reading_ended", 0);
  }

  @Test
  void shouldSeeThatTheServerEndedOneThatDidNotRead() throws IOException {
    assertEquals(0, runAgainst(Fault.CLOSE, "tcp", "--not-reading", "20"));

    expect("closed", 0, "not_reading", 1, "not_reading_ended", 1, "missing", 0);
  }

  @Test
  void shouldCountAPushThatTheServerRefusesAndNotExpectIt() throws IOException {
    assertEquals(0, runAgainst(Fault.REFUSE, "tcp"));

    expectAllPushesAccountedFor();
    assertEquals((number("pushes_sent") - 1) * CONNECTIONS, number("expected"));
    expect("pushes_refused", 1, "missing", 0);
  }

  @ParameterizedTest
  @CsvSource({"NO_ANSWER", "SWALLOW"})
  void shouldCountAPushWithoutAnAnswerAndNotExpectIt(Fault fault) throws IOException {
    assertEquals(0, runAgainst(fault, "tcp"));

    expectAllPushesAccountedFor();
    assertEquals((number("pushes_sent") - 1) * CONNECTIONS, number("expected"));
    expect("pushes_unanswered", 1, "pushes_refused", 0, "missing", 0);
  }

  @Test
  void shouldCountPushesThatNeverWentOut() throws IOException {
    String nobody;
    try (FakeGoim gone = new FakeGoim(false, Fault.NONE)) {
      nobody = gone.api();
    }
    try (FakeGoim server = new FakeGoim(false, Fault.NONE)) {
      assertEquals(0, run(server, "tcp", nobody));
    }

    expect("pushes_sent", 0, "pushes_not_sent", 50, "expected", 0, "missing", 0);
  }

  @Test
  void shouldNotCheckThePushesOfTheWarmUp() throws IOException {
    assertEquals(0, runAgainst(Fault.NONE, "tcp", "--warm-up", "1"));

    expectAllPushesAccountedFor();
    expect("missing", 0, "duplicated", 0, "inverted", 0);
  }

  @Test
  void shouldKeepIdleConnectionsAliveAndTellTheirMemory() throws IOException {
    try (FakeGoim server = new FakeGoim(true, Fault.NONE)) {
      assertEquals(
          0,
          LoadTest.run(
              stream(results),
              stream(notes),
              "--protocol",
              "ws",
              "--connect",
              server.address(),
              "--connections",
              "4",
              "--connect-rate",
              "100",
              "--heartbeat",
              "1",
              "--warm-up",
              "0",
              "--seconds",
              "2",
              "--pid",
              String.valueOf(ProcessHandle.current().pid()),
              "--idle",
              "--json"));
      await(() -> server.heartbeats() > 0 && server.pongs() == 4);
    }

    expect("connected", 4, "closed", 0, "pushes_sent", 0, "pushes_not_sent", 0, "deliveries", 0);
    assertTrue(json().matches(".*\"rss_kb_per_connection\":-?\\d.*"), json());
    assertTrue(json().matches(".*\"server_cpu_seconds\":\\d.*"), json());
  }

  @Test
  void shouldFailWhenNobodyIsLetIn() throws IOException {
    try (FakeGoim server = new FakeGoim(true, Fault.NO_LOGIN)) {
      assertEquals(1, run(server, "ws"));
    }

    expect("connected", 0, "pushes_sent", 0);
    assertEquals(
        List.of("The first connection that failed or was lost: the server closed"),
        notes.toString(UTF_8).lines().toList());
  }

  @Test
  void shouldFailWhenThereIsNoServer() throws IOException {
    FakeGoim server = new FakeGoim(false, Fault.NONE);
    server.close();

    assertEquals(1, run(server, "tcp"));
    expect("connected", 0);
    assertTrue(notes.toString(UTF_8).contains("Connection refused"), notes.toString(UTF_8));
  }

  @Test
  void shouldShowItsOptions() {
    assertEquals(0, LoadTest.run(stream(results), stream(notes), "--help"));
    assertEquals(LoadOptions.USAGE, results.toString(UTF_8));
  }

  @Test
  void shouldEndWithTwoForAWrongOption() {
    assertEquals(2, LoadTest.run(stream(results), stream(notes), "--seconds", "0"));
    assertEquals(
        List.of("Option --seconds needs a number from 1 to 7200, not 0."),
        notes.toString(UTF_8).lines().toList());
  }

  /** Runs again when the machine was too busy to make the few pushes that a fault needs. */
  private int runAgainst(Fault fault, String protocol, String... more) throws IOException {
    int status = -1;
    for (int i = 0; i < TRIES && (status < 0 || number("pushes_sent") <= FakeGoim.FAULTY); i++) {
      results.reset();
      notes.reset();
      try (FakeGoim server = new FakeGoim(protocol.equals("ws"), fault)) {
        status = run(server, protocol, more);
      }
    }
    return status;
  }

  private int run(FakeGoim server, String protocol, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--protocol",
                protocol,
                "--connect",
                server.address(),
                "--connections",
                String.valueOf(CONNECTIONS),
                "--rate",
                "50",
                "--seconds",
                "1",
                "--json"));
    arguments.addAll(more.length == 1 ? List.of("--http", more[0]) : List.of(more));
    addUnlessThere(arguments, "--http", server.api());
    addUnlessThere(arguments, "--warm-up", "0");
    return LoadTest.run(stream(results), stream(notes), arguments.toArray(String[]::new));
  }

  private static void addUnlessThere(List<String> arguments, String name, String value) {
    if (!arguments.contains(name)) {
      arguments.addAll(List.of(name, value));
    }
  }

  private void expectAllPushesAccountedFor() {
    assertEquals(50, number("pushes_sent") + number("pushes_not_sent"), json());
    assertTrue(number("pushes_sent") > 0, json());
  }

  private void expect(Object... namesAndNumbers) {
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      String name = (String) namesAndNumbers[i];
      assertEquals((int) namesAndNumbers[i + 1], number(name), name + " in " + json());
    }
  }

  private int number(String name) {
    Matcher number = Pattern.compile("\"" + name + "\":(\\d+)[,}]").matcher(json());
    assertTrue(number.find(), json());
    return Integer.parseInt(number.group(1));
  }

  private String json() {
    List<String> lines = results.toString(UTF_8).lines().toList();
    return lines.get(lines.size() - 1);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, "in vain");
      Thread.onSpinWait();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }
}

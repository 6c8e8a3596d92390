package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void shouldTurnOptionsIntoSettings() throws StartFailure {
    CommandLine line =
        CommandLine.parse(
            "--offset", "5", "--bind", "0.0.0.0", "--data", "/srv/a", "--set", "goim.debug=a=b");

    assertEquals(
        Map.of(
            "goim.port-offset", "5",
            "goim.bind", "0.0.0.0",
            "goim.data", "/srv/a",
            "goim.debug", "a=b"),
        line.settings());
  }

  @Test
  void shouldGiveWhatItDoesNotKnowToPayaraMicroInOrder() throws StartFailure {
    CommandLine line = CommandLine.parse("--port", "9000", "--offset", "1", "--nocluster");

    assertEquals(List.of("--port", "9000", "--nocluster"), line.micro());
    assertEquals("9000", line.microValue("--PORT"));
    assertNull(line.microValue("--nocluster"));
  }

  @Test
  void shouldKnowItsOwnOptions() throws StartFailure {
    CommandLine line =
        CommandLine.parse(
            "--control", "--join", "a:6900", "--kafka", "b:9092,c:9092", "--config", "/etc/goim");

    assertTrue(line.control());
    assertEquals("a:6900", line.join());
    assertEquals(
        Map.of("goim.queue", "kafka", "goim.kafka.brokers", "b:9092,c:9092"), line.settings());
    assertEquals(Path.of("/etc/goim"), line.configFile());
    assertEquals(List.of(), line.micro());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set goim.x", "--set other.x=1", "--offset", "--deploy /no/such.ear"})
  void shouldRefuseAWrongCommandLineWithStatusTwo(String words) {
    StartFailure failure =
        assertThrows(StartFailure.class, () -> CommandLine.parse(words.split(" ")));

    assertEquals(2, failure.exitStatus());
  }
}

package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private final JsonLines lines = new JsonLines("node-1");

  @Test
  void shouldWriteOneObjectALine() {
    assertEquals(
        "{\"time\":\"2026-01-02T03:04:05.000Z\",\"level\":\"INFO\",\"logger\":\"io.goim.test\","
            + "\"node\":\"node-1\",\"thread\":\"main\",\"message\":\"2 of a\"}\n",
        lines.format(record("{0} of {1}", 2, "a")));
  }

  @Test
  void shouldEscapeWhatWouldEndALineOrAString() {
    String line = lines.format(record("say \"a\\b\"\n\r\t\u0000\u2028é\ud83d\ude00\ud83d."));
    assertTrue(
        line.contains(
            "\"message\":\"say \\\"a\\\\b\\\"\\n\\r\\t\\u0000\\u2028é\ud83d\ude00\\ud83d.\"}"),
        line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void shouldGiveAnEntryAmongTheParametersAFieldOfItsOwn() {
    String line = lines.format(record("taken", Map.entry("trace", "0af7")));
    assertTrue(line.endsWith("\"message\":\"taken\",\"trace\":\"0af7\"}\n"), line);
  }

  @Test
  void shouldKeepTheWholeOfAnException() {
    LogRecord record = record("failed");
    record.setThrown(new IllegalStateException("why", new RuntimeException("because")));
    String line = lines.format(record);
    assertTrue(
        line.contains("\"exception\":\"java.lang.IllegalStateException: why\\n\\tat "), line);
    assertTrue(line.contains("Caused by: java.lang.RuntimeException: because"), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void shouldLeaveOutWhatNobodyKnows() {
    LogRecord record = record("x");
    record.setLoggerName(null);
    record.setLongThreadID(-7);
    assertEquals(
        "{\"time\":\"2026-01-02T03:04:05.000Z\",\"level\":\"INFO\",\"thread\":\"-7\","
            + "\"message\":\"x\"}\n",
        new JsonLines(null).format(record));
  }

  private static LogRecord record(String message, Object... parameters) {
    LogRecord record = new LogRecord(Level.INFO, message);
    record.setLoggerName("io.goim.test");
    record.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
    record.setParameters(parameters);
    return record;
  }
}

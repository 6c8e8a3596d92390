package io.goim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  @TempDir private Path folder;

  @Test
  void shouldWriteALineOfJsonForEachCall() throws IOException {
    AuditLog log = new AuditLog(folder.resolve("log/audit.log"), 1 << 20);
    log.write(call("ops", Map.of("keys", List.of("a", "b"))));
    log.write(call("", Map.of()));
    List<String> lines = Files.readAllLines(folder.resolve("log/audit.log"));
    assertEquals(2, lines.size());
    assertEquals(
        "{\"time\":\"2026-01-01T00:00:00Z\",\"who\":\"ops\",\"proof\":\"key\","
            + "\"address\":\"192.0.2.7\",\"call\":\"POST /goim/admin/kick/keys\","
            + "\"parameters\":{\"keys\":[\"a\",\"b\"]},\"outcome\":200,\"ms\":12}",
        lines.get(0));
  }

  @Test
  void shouldLetNobodyForgeALine() throws IOException {
    AuditLog log = new AuditLog(folder.resolve("audit.log"), 1 << 20);
    String evil = "a\r\n{\"who\":\"ops\"}\u0085\u2028\u2029\u0000\u001b[2J\u007f\"\\";
    log.write(call(evil, Map.of(evil, List.of(evil))));
    List<String> lines = Files.readString(folder.resolve("audit.log")).lines().toList();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).chars().allMatch(c -> c >= 0x20 && c < 0x7f), lines.get(0));
    JsonObject read = Json.createReader(new StringReader(lines.get(0))).readObject();
    assertEquals(evil, read.getString("who"));
    assertEquals(evil, read.getJsonObject("parameters").getJsonArray(evil).getString(0));
  }

  @Test
  void shouldBoundWhatItWrites() throws IOException {
    AuditLog log = new AuditLog(folder.resolve("audit.log"), 2_000);
    String longText = "x".repeat(100_000);
    for (int i = 0; i < 60; i++) {
      log.write(call("ops", Map.of("keys", List.of(longText, "b"))));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(10, all.size());
      for (Path file : all) {
        assertTrue(Files.size(file) < 4_000, file + " has " + Files.size(file));
      }
    }
    assertTrue(Files.exists(folder.resolve("audit.log.9")));
    assertFalse(Files.exists(folder.resolve("audit.log.10")));
  }

  private static AuditRecord call(String who, Map<String, List<String>> parameters) {
    return new AuditRecord(
        Instant.parse("2026-01-01T00:00:00Z"),
        who,
        "key",
        "192.0.2.7",
        "POST /goim/admin/kick/keys",
        parameters,
        200,
        12);
  }
}

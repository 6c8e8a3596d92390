package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every command of the README and of the HTTP API page works as it stands. */
@ExtendWith(SharedNode.class)
class DocumentsIT {

  @Test
  void readmeShouldDeliverToAListeningClient(Node node) throws Exception {
    String listen = Documents.commands("README.md", "listen").get(0);
    Process listener = Shell.start(Shell.onPortsOf(node, listen));
    try {
      BlockingQueue<String> lines = lines(listener);
      String first = lines.poll(20, TimeUnit.SECONDS);
      List<String> pushes = Documents.commands("README.md", "push");
      assertEquals(3, pushes.size());
      for (String push : pushes) {
        assertEquals("{\"code\":0,\"message\":\"\"}", Shell.output(Shell.onPortsOf(node, push)));
        assertEquals("1000 hello", lines.poll(20, TimeUnit.SECONDS), "after " + first);
      }
    } finally {
      listener.destroy();
      listener.waitFor();
    }
  }

  @Test
  void bannerShouldShowACurlLineThatWorks(Node node) throws IOException {
    String curl =
        node.output().lines().filter(line -> line.contains("curl ")).findFirst().orElseThrow();
    assertEquals(
        "{\"code\":0,\"message\":\"\"}", Shell.output(curl.substring(curl.indexOf("curl "))));
  }

  @Test
  void httpApiPageShouldShowWhatTheNodeAnswers(Node node) throws IOException {
    List<Documents.Block> blocks =
        Documents.blocks("docs/HTTP-API.md").stream()
            .filter(block -> block.name().equals("http"))
            .toList();
    assertTrue(blocks.size() >= 9, blocks.size() + " calls are shown");
    for (Documents.Block block : blocks) {
      for (String command : block.commands()) {
        String answer = Shell.output(Shell.onPortsOf(node, command));
        assertSameShape(command, parse(block.answer()), parse(answer));
      }
    }
  }

  @Test
  void documentsShouldLinkToFilesThatExist() throws IOException {
    Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    try (Stream<Path> documents =
        Stream.concat(
            Stream.of(Node.PROJECT.resolve("README.md")),
            Files.walk(Node.PROJECT.resolve("docs")))) {
      for (Path document : documents.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher matcher = link.matcher(Files.readString(document));
        while (matcher.find()) {
          Path target = document.resolveSibling(matcher.group(1));
          assertTrue(Files.exists(target), document + " links to " + matcher.group(1));
        }
      }
    }
  }

  /** The same names and types everywhere, the same values in code and message. */
  private static void assertSameShape(String where, JsonValue shown, JsonValue answered) {
    assertEquals(shown.getValueType(), answered.getValueType(), where + ": " + answered);
    if (shown instanceof JsonObject object) {
      if (object.containsKey("code")) {
        assertEquals(object.get("code"), answered.asJsonObject().get("code"), where);
        assertEquals(object.get("message"), answered.asJsonObject().get("message"), where);
        assertEquals(object.keySet(), answered.asJsonObject().keySet(), where);
      }
      object.forEach(
          (name, value) -> {
            if (answered.asJsonObject().containsKey(name)) {
              assertSameShape(where + " " + name, value, answered.asJsonObject().get(name));
            }
          });
    } else if (shown instanceof JsonArray array && !answered.asJsonArray().isEmpty()) {
      assertSameShape(where + "[0]", array.get(0), answered.asJsonArray().get(0));
    }
  }

  private static JsonValue parse(String json) {
    return Json.createReader(new StringReader(json)).readValue();
  }

  private static BlockingQueue<String> lines(Process process) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () ->
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add),
            "output of the listener");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }
}

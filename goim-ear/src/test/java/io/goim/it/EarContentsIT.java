package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What lies in the archive: one copy of everything, nothing that the container brings. */
class EarContentsIT {

  static final Path EAR = Node.PROJECT.resolve("goim-ear/target/goim.ear");

  @Test
  void shouldHoldOneVersionOfEachLibrary() throws IOException {
    Map<String, List<String>> versions =
        entries().stream()
            .filter(name -> name.startsWith("lib/"))
            .collect(Collectors.groupingBy(name -> name.replaceAll("-[0-9].*", "")));
    versions.forEach((name, files) -> assertEquals(1, files.size(), files.toString()));
  }

  @Test
  void shouldLeaveJakartaApisToTheContainer() throws IOException {
    List<String> apis =
        entries().stream()
            .filter(name -> name.matches("lib/(jakarta|javax|microprofile|hazelcast)[.-].*"))
            .toList();
    assertTrue(apis.isEmpty(), apis.toString());
  }

  @Test
  void shouldHoldTheFourModules() throws IOException {
    List<String> modules =
        entries().stream().filter(name -> name.matches("[^/]+\\.(rar|war|jar)")).sorted().toList();
    assertEquals(
        List.of("goim-artemis-ra.rar", "goim-ejb.jar", "goim-tcp-connector.rar", "goim-web.war"),
        modules);
  }

  private static List<String> entries() throws IOException {
    try (ZipFile ear = new ZipFile(EAR.toFile())) {
      return ear.stream().map(entry -> entry.getName()).toList();
    }
  }
}

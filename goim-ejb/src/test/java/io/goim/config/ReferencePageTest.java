package io.goim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents that are made from the catalogue are up to date, or are written on demand. */
class ReferencePageTest {
  private static final boolean WRITE = Boolean.getBoolean("goim.docs.write");

  @Test
  void shouldKeepTheReferencePageUpToDate() throws IOException {
    check("docs/CONFIGURATION.md", ReferencePage.markdown());
  }

  @Test
  void shouldKeepTheSampleFileUpToDate() throws IOException {
    check("server-config/goim.properties", ReferencePage.properties());
  }

  @Test
  void shouldOnlyHaveCommentsInTheSampleFile() {
    assertTrue(
        ReferencePage.properties()
            .lines()
            .allMatch(line -> line.isEmpty() || line.startsWith("#")));
  }

  @Test
  void shouldDescribeEverySettingOnce() {
    Set<String> keys = new HashSet<>();
    Catalogue.settings()
        .forEach(
            setting -> {
              assertTrue(keys.add(setting.key()), setting.key());
              assertTrue(setting.key().matches("goim(\\.[a-z]+(-[a-z]+)*)+"), setting.key());
              assertFalse(setting.description().isEmpty(), setting.key());
              assertTrue(setting.description().endsWith("."), setting.key());
            });
  }

  private static void check(String file, String expected) throws IOException {
    Path path = Path.of("..").resolve(file);
    if (WRITE) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, expected);
    }
    assertEquals(
        expected,
        Files.exists(path) ? Files.readString(path) : "",
        file + " is stale; write it again with -Dgoim.docs.write=true");
  }
}

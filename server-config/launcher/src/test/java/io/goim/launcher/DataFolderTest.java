package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void shouldBelongToOneNodeAtATime() throws StartFailure {
    try (DataFolder first = DataFolder.open(folder)) {
      assertTrue(Files.isDirectory(first.log()));
      StartFailure failure = assertThrows(StartFailure.class, () -> DataFolder.open(folder));
      assertTrue(
          failure.getMessage().contains("(process " + ProcessHandle.current().pid() + ")"),
          failure.getMessage());
    }
    DataFolder.open(folder).close();
  }

  @Test
  void shouldCopyTheServerFolderWithoutItsJars() throws Exception {
    Path template = Files.createDirectories(folder.resolve("template"));
    Files.createDirectories(template.resolve("config"));
    Files.writeString(template.resolve("config").resolve("domain.xml"), "<domain/>");
    Files.createDirectories(template.resolve("runtime"));
    Files.writeString(template.resolve("runtime").resolve("big.jar"), "x");
    Files.writeString(template.resolve("launch-micro.jar"), "x");
    try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
      Path root = data.freshRoot(template);

      assertEquals("<domain/>", Files.readString(root.resolve("config").resolve("domain.xml")));
      assertFalse(Files.exists(root.resolve("runtime")));
      assertFalse(Files.exists(root.resolve("launch-micro.jar")));
    }
    assertFalse(Files.exists(folder.resolve("data").resolve("run")));
  }

  @Test
  void shouldRemoveWhatADeadProcessLeftAndKeepTheRest() throws Exception {
    Files.writeString(folder.resolve("lock"), "123");
    Files.createDirectories(folder.resolve("run").resolve("123").resolve("config"));
    Files.writeString(folder.resolve("run").resolve("123").resolve("config").resolve("pid"), "x");
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(folder.resolve("tmp").resolve("left.tmp"), "x");
    Files.createDirectories(folder.resolve("journal"));
    try (DataFolder data = DataFolder.open(folder)) {
      assertFalse(Files.exists(folder.resolve("run")));
      assertFalse(Files.exists(data.temporary().resolve("left.tmp")));
      assertTrue(Files.exists(folder.resolve("journal")));
    }
  }

  @Test
  void shouldRefuseAFolderWithFilesOfOthersInTmp() throws Exception {
    Path precious = Files.createDirectories(folder.resolve("tmp")).resolve("precious");
    Files.writeString(precious, "x");

    assertThrows(StartFailure.class, () -> DataFolder.open(folder));

    assertTrue(Files.exists(precious));
    assertFalse(Files.exists(folder.resolve("lock")));
  }

  @Test
  void shouldSayThatAFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    StartFailure failure = assertThrows(StartFailure.class, () -> DataFolder.open(file));

    assertTrue(failure.getMessage().contains("--data DIR"), failure.getMessage());
  }
}

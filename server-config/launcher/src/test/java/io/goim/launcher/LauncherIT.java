package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boots the real Payara Micro. */
class LauncherIT {
  private final int port;
  @TempDir Path folder;

  LauncherIT() throws IOException {
    port = LauncherProcess.freePort();
  }

  @Test
  void shouldServeAnEarStopInOrderAndStartAgainInTheSameFolder() throws Exception {
    Path data = folder.resolve("data");
    String ear = TinyApplication.ear(folder, "tiny").toString();
    for (int round = 1; round <= 2; round++) {
      try (LauncherProcess launcher =
          LauncherProcess.start(data, port, "--set", "goim.test.greeting=world", "--deploy", ear)) {
        assertEquals("the server is ready", launcher.line());
        assertEquals("hello world", launcher.get("/tiny/hello"));

        launcher.terminate();

        assertEquals(0, launcher.exitStatus());
        assertEquals("", launcher.errors());
        try (ServerSocket free = new ServerSocket(port)) {
          assertTrue(free.isBound());
        }
        assertEquals(Set.of("lock", "log"), children(data));
      }
    }
  }

  @Test
  void shouldWarnAboutNothingOnANormalStart() throws Exception {
    Path data = folder.resolve("data");
    String ear = TinyApplication.ear(folder, "tiny").toString();
    try (LauncherProcess launcher = LauncherProcess.start(data, port, "--deploy", ear)) {
      launcher.line();
      launcher.terminate();
      launcher.exitStatus();
    }
    List<String> warnings =
        Files.readAllLines(data.resolve("log").resolve("goim.0.log")).stream()
            .filter(line -> line.matches("\\S+ \\S+ (WARNING|SEVERE) .*"))
            .toList();

    assertEquals(List.of(), warnings);
  }

  @Test
  void shouldLogInJsonWhenItIsToldTo() throws Exception {
    Path data = folder.resolve("data");
    String ear = TinyApplication.ear(folder, "tiny").toString();
    try (LauncherProcess launcher =
        LauncherProcess.start(
            data,
            port,
            "--set",
            "goim.log.format=json",
            "--set",
            "goim.node.host=\"n\"",
            "--deploy",
            ear)) {
      assertEquals("the server is ready", launcher.line());
      launcher.terminate();
      launcher.exitStatus();
    }
    List<String> lines = Files.readAllLines(data.resolve("log").resolve("goim.0.log"));

    assertTrue(lines.size() > 10, lines.size() + " lines");
    for (String line : lines) {
      assertTrue(
          line.matches("\\{\"time\":\"[^\"]+Z\",\"level\":\"[A-Z]+\".*\"message\":\".*\"}"), line);
      assertTrue(line.contains("\"node\":\"\\\"n\\\"\""), line);
    }
  }

  @Test
  void shouldSayWhyADeploymentFailedAndLeaveNothingRunning() throws Exception {
    Path data = folder.resolve("data");
    String ear = TinyApplication.failingEar(folder).toString();
    try (LauncherProcess launcher = LauncherProcess.start(data, port, "--deploy", ear)) {
      assertEquals(StartFailure.FAILED, launcher.exitStatus());
      assertEquals(
          "goim: failing.ear could not be deployed: the coffee is out\n  buy some\n",
          launcher.errors());
    }
    assertEquals(Set.of("lock", "log"), children(data));
  }

  @Test
  void shouldNameAPortThatIsInUseBeforeItBoots() throws Exception {
    Path data = folder.resolve("data");
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        LauncherProcess launcher = LauncherProcess.start(data, taken.getLocalPort())) {
      assertEquals(StartFailure.FAILED, launcher.exitStatus());
      assertTrue(
          launcher.errors().startsWith("goim: port " + port + " for HTTP is in use on 127.0.0.1"),
          launcher.errors());
      assertTrue(launcher.errors().contains("--offset"), launcher.errors());
      assertFalse(Files.exists(data.resolve("log")));
    }
  }

  @Test
  void shouldRefuseADataFolderOfANodeThatRuns() throws Exception {
    Path data = folder.resolve("data");
    try (LauncherProcess first = LauncherProcess.start(data, port, "--control")) {
      assertEquals("@goim ready", first.line());
      try (LauncherProcess second =
          LauncherProcess.start(data, LauncherProcess.freePort(), "--control")) {
        assertEquals(StartFailure.FAILED, second.exitStatus());
        assertTrue(second.errors().contains("belongs to a node that runs"), second.errors());
      }
    }
  }

  @Test
  void shouldTakeCommandsInControlMode() throws Exception {
    String ear = TinyApplication.ear(folder, "tiny").toString();
    Path war = Files.write(folder.resolve("plain.war"), TinyApplication.war());
    try (LauncherProcess launcher =
        LauncherProcess.start(folder.resolve("data"), port, "--control")) {
      assertEquals("@goim ready", launcher.line());
      launcher.command("deploy " + ear);
      assertEquals("@goim ok tiny", launcher.line());
      launcher.command("deploy " + war);
      assertEquals("@goim ok plain", launcher.line());
      assertEquals("hello ", launcher.get("/plain/hello"));
      launcher.command("list");
      assertEquals("@goim ok plain tiny", launcher.line());
      launcher.command("deploy " + ear);
      assertEquals("@goim failed tiny is deployed already; undeploy it first", launcher.line());
      launcher.command("deploy " + TinyApplication.failingEar(folder));
      assertEquals(
          "@goim failed failing.ear could not be deployed: the coffee is out\\n  buy some",
          launcher.line());
      launcher.command("undeploy tiny");
      assertEquals("@goim ok tiny", launcher.line());
      launcher.command("undeploy tiny");
      assertEquals("@goim failed tiny is not deployed", launcher.line());
      launcher.command("deploy " + ear);
      assertEquals("@goim ok tiny", launcher.line());
      launcher.command("dance");
      assertEquals(
          "@goim failed dance is no command: deploy, undeploy, list, stop", launcher.line());
      launcher.command("stop");
      assertEquals("@goim ok stopping", launcher.line());
      assertEquals(0, launcher.exitStatus());
    }
  }

  @Test
  void shouldStopWhenTheControllingProgramIsGone() throws Exception {
    try (LauncherProcess launcher =
        LauncherProcess.start(folder.resolve("data"), port, "--control")) {
      assertEquals("@goim ready", launcher.line());

      launcher.endInput();

      assertEquals(0, launcher.exitStatus());
    }
  }

  private static Set<String> children(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}

package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code server-config/run} in a checkout of its own, with a Java and a Maven we play. */
class RunCommandTest {
  private static final List<String> TOOLS =
      List.of("bash", "dirname", "sed", "head", "find", "mkdir", "cat", "grep", "tee", "touch");

  @TempDir Path folder;
  private Path checkout;
  private Path tools;

  private record Result(int status, String out, String err) {}

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("check out"));
    Path script = Files.createDirectories(checkout.resolve("server-config")).resolve("run");
    Files.copy(Path.of("..", "run"), script);
    executable(script);
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.createDirectories(checkout.resolve("goim-ejb").resolve("src").resolve("main"));
    Files.createDirectories(checkout.resolve("server-config").resolve("artemis"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      tool(tool, "exec " + find(tool) + " \"$@\"");
    }
  }

  @Test
  void shouldShowItsOptions() throws Exception {
    Result result = run("--help");

    assertEquals(0, result.status());
    for (String option :
        List.of("--offset", "--bind", "--set", "--config", "--join", "--kafka", "--data")) {
      assertTrue(result.out().contains("  " + option), option);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ofset 1|--ofset is not an option",
        "--offset|--offset needs a value",
        "--offset x|--offset x is not a number from 0 to 58000",
        "--offset 60000|--offset 60000 is not a number from 0 to 58000",
        "--set goim.x|--set goim.x does not set a goim setting",
        "--set java.home=x|--set java.home=x does not set a goim setting",
        "--config /no/such|--config /no/such: there is no such file",
        "--join here|here is not HOST:PORT",
        "--kafka a:1,b|b is not HOST:PORT",
      })
  void shouldRefuseWrongOptionsWithStatusTwo(String words, String sentence) throws Exception {
    Result result = run(words.split(" "));

    assertEquals(2, result.status());
    assertTrue(result.err().startsWith("goim: "), result.err());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count());
  }

  @Test
  void shouldSayThatThereIsNoJdk() throws Exception {
    Result result = run();

    assertEquals(1, result.status());
    assertEquals(
        "goim: no JDK 17 or later was found. Install one and put it on the PATH, or set JAVA_HOME.\n",
        result.err());
  }

  @Test
  void shouldSayThatTheJdkIsTooOld() throws Exception {
    java("1.8.0_292");

    Result result = run();

    assertEquals(1, result.status());
    assertTrue(result.err().contains("/java is Java 8."), result.err());
    assertEquals(1, result.err().lines().count());
  }

  @Test
  void shouldSayThatMavenIsMissing() throws Exception {
    java("17.0.15");

    Result result = run();

    assertEquals(1, result.status());
    assertTrue(result.err().contains("Maven (mvn) was not found"), result.err());
  }

  @Test
  void shouldSayThatTheBuildFailed() throws Exception {
    java("17.0.15");
    tool("mvn", "echo '[ERROR] no such artifact'; exit 1");

    Result result = run();

    assertEquals(1, result.status());
    assertTrue(result.err().contains("[ERROR] no such artifact"), result.err());
    assertTrue(result.err().contains("the build failed"), result.err());
  }

  @Test
  void shouldBuildOnceAndAgainOnlyWhenASourceIsNewer() throws Exception {
    java("17.0.15");
    maven();

    Result first = run();
    Result second = run();
    Path source = checkout.resolve("goim-ejb").resolve("src").resolve("main").resolve("A.java");
    Files.writeString(source, "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    Result third = run();

    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().startsWith("Building goim"), first.out());
    assertTrue(first.out().contains("\n  behaviour\n"), first.out());
    assertFalse(second.out().contains("Building"), second.out());
    assertTrue(third.out().startsWith("Building goim"), third.out());
  }

  @Test
  void shouldGiveTheLauncherWhatItWasToldAndKeepFilesInTheDataFolder() throws Exception {
    java("17.0.15");
    maven();
    Files.writeString(checkout.resolve("server-config").resolve("goim.properties"), "");

    Result result =
        run("--offset=7", "--set", "goim.node.region=a b", "--join", "a:1,b:2", "--", "--logo");

    Path data = checkout.resolve("server-config").resolve("data").resolve("node-7");
    assertTrue(
        result
            .out()
            .contains(
                "<--default-data><"
                    + data
                    + "><--deploy><"
                    + checkout.resolve("goim-ear").resolve("target").resolve("goim.ear")
                    + "><--offset><7><--set><goim.node.region=a b><--join><a:1,b:2><--logo><--config><"
                    + checkout.resolve("server-config").resolve("goim.properties")
                    + ">"),
        result.out());
    assertTrue(
        result.out().contains("<-Djava.io.tmpdir=" + data.resolve("tmp") + ">"), result.out());
    assertTrue(Files.isDirectory(data.resolve("tmp")));
  }

  @Test
  void shouldOnlyUseOptionsThatTheJdkKnows() throws Exception {
    maven();
    java("17.0.15");
    String old = run().out();
    java("25.0.1");
    String current = run().out();

    assertFalse(old.contains("sun-misc-unsafe") || old.contains("CompactObjectHeaders"), old);
    assertTrue(current.contains("<--sun-misc-unsafe-memory-access=allow>"), current);
    assertTrue(current.contains("<-XX:+UseCompactObjectHeaders>"), current);
  }

  @Test
  void shouldAddOptionsFromTheEnvironmentAfterItsOwn() throws Exception {
    maven();
    java("17.0.15");

    Result result = run(Map.of("GOIM_JAVA_OPTS", "-Xmx1g -Dx=y"));

    assertTrue(result.out().contains("<-Xmx1g><-Dx=y><-jar>"), result.out());
  }

  private Result run(String... words) throws IOException, InterruptedException {
    return run(Map.of(), words);
  }

  private Result run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tools.resolve("bash").toString());
    command.add(checkout.resolve("server-config").resolve("run").toString());
    command.addAll(List.of(words));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** A java that tells a version, and otherwise prints its words. */
  private void java(String version) throws IOException {
    tool(
        "java",
        "if [ \"${*: -1}\" = -version ]; then echo 'openjdk version \""
            + version
            + "\"' >&2; exit; fi",
        "for word in \"$@\"; do printf '<%s>' \"$word\"; done; echo");
  }

  /** A Maven that makes the two files. */
  private void maven() throws IOException {
    tool(
        "mvn",
        "cd '" + checkout + "'",
        "mkdir -p goim-ear/target server-config/launcher/target",
        "echo x >goim-ear/target/goim.ear; echo x >server-config/launcher/target/goim-launcher.jar",
        "echo '[INFO] Building goim :: behaviour 1.0.0-SNAPSHOT   [1/2]'");
  }

  private void tool(String name, String... lines) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!" + find("bash") + "\n" + String.join("\n", lines) + "\n");
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    for (String directory : System.getenv("PATH").split(":")) {
      Path file = Path.of(directory, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException(tool);
  }
}

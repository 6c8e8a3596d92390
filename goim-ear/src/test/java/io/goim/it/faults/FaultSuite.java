package io.goim.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.it.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * Runs faults one after the other and keeps the table. Every run leaves its story in a file; a failed
 * one leaves the data folders, too. NOT thread safe.
 */
final class FaultSuite implements AutoCloseable {

  private final boolean full;
  private final int perSecond;
  private final Path folder;
  private final Stage stage;
  private final FaultTable table = new FaultTable();
  private boolean failed;

  /**
   * A suite without results.
   *
   * @param full whether outages have their full length
   * @param perSecond pushes to each target
   */
  FaultSuite(String name, boolean full, int perSecond) {
    this.full = full;
    this.perSecond = perSecond;
    this.folder = Node.PROJECT.resolve("goim-ear/target").resolve(name);
    this.stage = new Stage(folder.resolve("run"));
    try {
      Stage.delete(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether {@code -Dgoim.faults.only=name,name} leaves a fault in. */
  static boolean isWanted(Fault fault) {
    return isNamed("goim.faults.only", fault.name());
  }

  /** Whether {@code -Dgoim.faults.queues=kafka,artemis} leaves a queue in. */
  static boolean isWanted(QueueKind kind) {
    return isNamed("goim.faults.queues", kind.name());
  }

  DynamicTest test(String faultName, QueueKind kind, int round) {
    Fault fault =
        Faults.ALL.stream().filter(f -> f.name().equals(faultName)).findFirst().orElseThrow();
    String name = fault.name() + "-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    return DynamicTest.dynamicTest(name + "-" + round, () -> run(fault, kind, round, name));
  }

  @Override
  public void close() throws IOException {
    stage.close();
    if (table.isEmpty()) {
      return;
    }
    System.out.println("\n" + table);
    Files.writeString(folder.resolve("table.md"), table.toString());
    if (!failed) {
      Stage.delete(folder.resolve("run"));
    }
  }

  private void run(Fault fault, QueueKind kind, int round, String name) throws Exception {
    boolean well = false;
    try {
      Queue queue = stage.queue(kind, round);
      try (Scene scene =
          new Scene(stage.fresh(name), queue, stage.cluster(fault.nodes()), full, perSecond)) {
        fault.strike().run(scene);
        Verdict verdict = scene.finish();
        table.add(fault, queue, round, verdict);
        Path story = folder.resolve(name + "-" + round + ".txt");
        Files.writeString(story, scene.toString());
        check(fault, verdict, story, scene);
      }
      well = true;
    } catch (TestAbortedException e) {
      table.add(fault, kind.name(), round, "skipped: " + e.getMessage());
      throw e;
    } catch (Exception | AssertionError e) {
      noteFailure(fault, kind, round, name, e);
      throw e;
    } finally {
      failed |= !well;
      if (!well) {
        stage.close();
      }
    }
  }

  private void noteFailure(Fault fault, QueueKind kind, int round, String name, Throwable failure)
      throws IOException {
    Path story = folder.resolve(name + "-" + round + ".txt");
    if (!Files.exists(story)) {
      table.add(fault, kind.name(), round, "failed");
      Files.writeString(story, failure.toString());
    }
  }

  private static void check(Fault fault, Verdict verdict, Path story, Scene scene) {
    String where = "\n" + story + " has the whole story:\n" + scene;
    assertTrue(verdict.accepted() > 0, "nothing was accepted" + where);
    assertEquals(0, verdict.lost(), () -> "lost" + where);
    assertEquals(0, verdict.inverted(), () -> "inverted" + where);
    Duration limit = fault.silence();
    if (limit != null) {
      assertTrue(
          verdict.longestSilence().compareTo(limit) < 0,
          () -> "silent for " + FaultTable.seconds(verdict.longestSilence()) + where);
    }
  }

  private static boolean isNamed(String property, String name) {
    List<String> wanted = Arrays.asList(System.getProperty(property, "").split(","));
    return wanted.equals(List.of("")) || wanted.stream().anyMatch(name::equalsIgnoreCase);
  }
}

package io.goim.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.it.Cluster;
import io.goim.it.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
      throw new UncheckedIOException(e);
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
    String name = fault.name() + "-" + kind.name().toLowerCase(Locale.ROOT);
    return DynamicTest.dynamicTest(name + "-" + round, () -> run(fault, kind, round, name));
  }

  @Override
  public void close() throws IOException {
    stage.close();
    if (table.isEmpty()) {
      return;
    }
    System.out.println("\n" + table);
    if (!failed) {
      Stage.delete(folder.resolve("run"));
    }
  }

  private void run(Fault fault, QueueKind kind, int round, String name) throws Exception {
    boolean well = false;
    try {
      Queue queue = stage.queue(kind, round);
      Cluster cluster = stage.cluster(fault.nodes());
      try (Scene scene = new Scene(stage.fresh(name), queue, cluster, full, perSecond)) {
        play(fault, scene, round, folder.resolve(name + "-" + round + ".txt"));
      }
      well = true;
    } catch (TestAbortedException e) {
      table.add(fault, kind.name(), round, "skipped: " + e.getMessage());
      well = true;
      throw e;
    } finally {
      // Rounds take hours: what was seen stays seen if somebody ends them.
      Files.writeString(folder.resolve("table.md"), table.toString());
      if (!well) {
        failed = true;
        stage.close();
      }
    }
  }

  private void play(Fault fault, Scene scene, int round, Path story) throws Exception {
    boolean judged = false;
    try {
      fault.strike().run(scene);
      Verdict verdict = scene.finish();
      table.add(fault, scene.queue(), round, verdict);
      judged = true;
      Files.writeString(story, scene.toString());
      check(fault, verdict);
    } catch (TestAbortedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      if (!judged) {
        table.add(fault, scene.queue().toString(), round, "failed");
      }
      String words = fault + ", queue " + scene.queue() + ", round " + round + ": " + e;
      Files.writeString(story, words + "\n" + scene);
      System.out.println(words + "\n" + scene);
      throw e;
    }
  }

  private static void check(Fault fault, Verdict verdict) {
    assertTrue(verdict.accepted() > 0, "nothing was accepted");
    assertEquals(0, verdict.lost(), "pushes lost");
    assertEquals(0, verdict.inverted(), "pushes inverted");
    Duration limit = fault.silence();
    if (limit != null) {
      assertTrue(
          verdict.longestSilence().compareTo(limit) < 0,
          () -> "silent for " + FaultTable.seconds(verdict.longestSilence()));
    }
  }

  private static boolean isNamed(String property, String name) {
    List<String> wanted = Arrays.asList(System.getProperty(property, "").split(","));
    return wanted.equals(List.of("")) || wanted.stream().anyMatch(name::equalsIgnoreCase);
  }
}

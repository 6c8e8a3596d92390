package io.goim.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One member of a {@link Cluster}: a place, ports and a data folder that outlive the processes that run
 * there one after the other. Thread safe; starts and ends come from one thread.
 */
public final class ClusterNode {

  /** Several nodes that start at once on two cores take minutes when the machine is busy. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final int number;
  private final NodePlace place;
  private final int offset;
  private final Path data;
  private final List<String> options;
  private volatile Node node;
  private volatile boolean frozen;
  private volatile long startedAt;

  ClusterNode(int number, NodePlace place, int offset, Path data, List<String> options) {
    this.number = number;
    this.place = place;
    this.offset = offset;
    this.data = data;
    this.options = options;
  }

  /** Starts a process here and returns at once. */
  void launch(List<String> more) throws IOException {
    startedAt = System.nanoTime();
    frozen = false;
    node =
        Node.launch(place, offset, data, Stream.concat(options.stream(), more.stream()).toList());
  }

  void awaitReady() {
    node.awaitReady(START_TIMEOUT);
  }

  /** Counted from 1 in the order of the first starts. */
  public int number() {
    return number;
  }

  public Path data() {
    return data;
  }

  /** Whether a process runs here, frozen or not. */
  public boolean isUp() {
    return node != null && node.isAlive();
  }

  /** Whether a process runs here and answers. */
  public boolean isServing() {
    return isUp() && !frozen && node.isReady();
  }

  /** When the present process was started, by {@link System#nanoTime}. */
  long startedAt() {
    return startedAt;
  }

  /** kill -9: no chance to save anything or to say goodbye. */
  public void kill() {
    node.kill();
  }

  /** SIGSTOP: the process stands still, its connections stay open. */
  public void freeze() {
    frozen = true;
    node.signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    node.signal("CONT");
    frozen = false;
  }

  /** SIGTERM, the start of an ordered stop; returns at once. */
  public void terminate() {
    node.signal("TERM");
  }

  /** Waits until the process has ended. */
  public int awaitExit() {
    return node.exitStatus();
  }

  public String tcpUrl() {
    return node.tcpUrl();
  }

  public String websocketUrl() {
    return node.websocketUrl();
  }

  public String httpUrl() {
    return node.httpUrl();
  }

  int gridPort() {
    return node.grid();
  }

  String gridAddress() {
    return place.host() + ":" + node.grid();
  }

  Node node() {
    return node;
  }

  /** The end of what the present process said and logged, for a person to read. */
  public String story(int lines) {
    if (node == null) {
      return this + " was never started\n";
    }
    return this
        + (isUp() ? " (up)" : " (ended)")
        + " console:\n"
        + last(node.output().lines().toList(), lines)
        + this
        + " log:\n"
        + last(log(), lines);
  }

  /** Ends the process, whatever state it is in. */
  void end() {
    if (!isUp()) {
      return;
    }
    if (frozen) {
      thaw();
    }
    node.kill();
  }

  @Override
  public String toString() {
    return "node " + number + " (+" + offset + ")";
  }

  /** Without stack traces, which hide everything else; the file has them. */
  private List<String> log() {
    Path log = data.resolve("log/goim.0.log");
    if (!Files.exists(log)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("\tat ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String last(List<String> all, int lines) {
    StringBuilder text = new StringBuilder();
    all.subList(Math.max(0, all.size() - lines), all.size())
        .forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }
}

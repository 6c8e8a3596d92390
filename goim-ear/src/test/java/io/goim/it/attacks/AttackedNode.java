package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.it.Certificate;
import io.goim.it.Http;
import io.goim.it.Node;
import io.goim.it.Poll;
import io.goim.it.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One node for all attacks, with {@link Bystanders} during each, and the judgement after it: rule 2 of
 * this package. The node has its defaults, except that fewer connections and logins of an address, and
 * less that waits for a client, are enough to reach a limit.
 */
final class AttackedNode implements BeforeEachCallback, AfterEachCallback {

  /** Whether attacks are of full size: {@code -Pattacks}. */
  static final boolean FULL = Boolean.getBoolean("goim.attacks.full");

  /** Connections of an address, and ten seconds' logins of one. */
  static final int PER_ADDRESS = 200;

  /** The address for which limits of an address do not hold. */
  static final String EXEMPT = "127.0.0.1";

  private static final Duration QUIET = Duration.ofSeconds(60);

  private Running running;
  private Http http;
  private Bystanders bystanders;
  private Scrape before;
  private long linesBefore;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(AttackedNode.class))
            .getOrComputeIfAbsent("node", key -> new Running(), Running.class);
    http = new Http(running.node);
    linesBefore = linesOfLog();
    Node node = running.node;
    bystanders =
        new Bystanders(node, List.of(node.tcpUrl(), node.websocketUrl(), node.jakartaUrl()));
    try {
      awaitQuiet();
      before = Scrape.of(http);
    } catch (AssertionError e) {
      bystanders.close();
      throw e;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (before == null) {
      return;
    }
    try {
      System.out.println(context.getDisplayName() + ": " + bystanders.verdict());
      awaitQuiet();
    } finally {
      bystanders.close();
    }
    assertEquals(List.of(), complaints());
  }

  Node node() {
    return running.node;
  }

  Http http() {
    return http;
  }

  /** Connections that are open, without those of the bystanders. */
  long open() {
    return Scrape.of(http).sum("goim_connections_open") - bystanders.count();
  }

  /** Connections that ended since the attack began. */
  long closes() {
    return since("goim_closes_total");
  }

  /** Those of them for a reason. */
  long closes(String reason) {
    return since("goim_closes_total", "reason", reason);
  }

  /** By how much a counter has grown since the attack began. */
  long since(String counter) {
    return Scrape.of(http).sum(counter) - before.sum(counter);
  }

  /** By how much that part of a counter has grown whose label has a value. */
  long since(String counter, String label, String value) {
    return Scrape.of(http).sum(counter, label, value) - before.sum(counter, label, value);
  }

  /** Waits until so many connections have been closed for a reason. */
  void awaitCloses(String reason, long expected) {
    Poll.until(
        QUIET,
        () -> closes(reason) >= expected,
        () -> closes(reason) + " of " + expected + " were closed as " + reason);
    assertEquals(expected, closes(reason));
  }

  private void awaitQuiet() {
    Poll.until(QUIET, () -> open() == 0, () -> open() + " connections are open");
  }

  private long linesOfLog() throws IOException {
    try (var lines = log()) {
      return lines.count();
    }
  }

  /** Warnings and worse in the node's log since the attack began, and stack traces. */
  private List<String> complaints() throws IOException {
    try (var lines = log()) {
      return lines
          .skip(linesBefore)
          .filter(line -> line.matches(".*(WARNING|SEVERE).*|\\s+at \\S+\\(.*"))
          .limit(20)
          .collect(Collectors.toList());
    }
  }

  private Stream<String> log() throws IOException {
    return Files.lines(running.folder.resolve("data/log/goim.0.log"), ISO_8859_1);
  }

  /** The node, stopped after the last test of all. */
  private static final class Running implements AutoCloseable {
    private final Path folder;
    private final Node node;

    Running() {
      try {
        folder = Files.createTempDirectory("goim-it-");
        Certificate certificate = Certificate.make(folder);
        node =
            Node.start(
                folder.resolve("data"),
                "--set",
                "goim.comet.certificates=" + certificate.chain(),
                "--set",
                "goim.comet.private-keys=" + certificate.key(),
                "--set",
                "goim.limits.connections-per-address=" + PER_ADDRESS,
                "--set",
                "goim.limits.logins-per-second-per-address=" + PER_ADDRESS / 10,
                "--set",
                "goim.limits.exempt-addresses=" + EXEMPT + "/32",
                "--set",
                "goim.comet.send-buffer=64KB",
                "--set",
                "goim.comet.receive-buffer=64KB",
                "--set",
                "goim.comet.outbox-bytes=1MB",
                "--set",
                "goim.comet.slow-client-timeout=5s");
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      node.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

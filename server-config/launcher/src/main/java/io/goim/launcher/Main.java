package io.goim.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;

/**
 * Starts a node and keeps it until it is told to stop. Takes the options of {@code server-config/run}
 * and {@code --deploy FILE}, {@code --control}, {@code --default-data DIR}; Payara Micro gets the
 * rest.
 */
public final class Main {
  private static final Logger LOG = Logger.getLogger(Main.class.getName());

  /** An ordered stop takes about 2 s after the drain; a node that hangs is ended after this. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private static final int SECOND_SIGNAL = 130;

  private final Management management = new Management();
  private final Console console = new Console(System.out, System.err);
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private boolean signalled;

  private Main() {}

  /** Exits with 0 after a stop, 1 after a failure, 2 for a wrong command line. */
  public static void main(String[] arguments) {
    LogFiles.silence();
    List<String> words = List.of(arguments);
    if (words.contains(NewApiKey.OPTION)) {
      int option = words.indexOf(NewApiKey.OPTION);
      System.exit(makeKey(words.subList(option + 1, words.size())));
    }
    int status = new Main().run(arguments);
    LogFiles.close();
    // Everything is stopped in order by now; hooks of libraries would only do it again, beside each
    // other and into a closed log.
    Runtime.getRuntime().halt(status);
  }

  private static int makeKey(List<String> words) {
    try {
      NewApiKey.print(words, System.out);
      return 0;
    } catch (StartFailure e) {
      new Console(System.out, System.err).failure(e.getMessage());
      return e.exitStatus();
    }
  }

  private int run(String... arguments) {
    Signals.handle(this::signalled);
    management.offer(stopRequested::countDown);
    Node node = null;
    try {
      CommandLine line = CommandLine.parse(arguments);
      NodeSetup setup = NodeSetup.read(line, System.getenv());
      node = Node.start(line, setup);
      return serve(node, line, setup);
    } catch (StartFailure e) {
      console.failure(e.getMessage());
      LOG.log(Level.SEVERE, e.getMessage());
      return e.exitStatus();
    } catch (IOException | RuntimeException | Error e) {
      console.failure("unexpected: " + e);
      LOG.log(Level.SEVERE, "The launcher failed", e);
      return StartFailure.FAILED;
    } finally {
      if (node != null) {
        haltLater();
        node.stop();
      }
    }
  }

  private int serve(Node node, CommandLine line, NodeSetup setup) throws StartFailure, IOException {
    boolean goim = line.archives().stream().anyMatch(GoimArchive::is);
    for (Path archive : line.archives()) {
      if (stopRequested.getCount() == 0) {
        return 0;
      }
      node.deploy(archive);
    }
    if (goim) {
      console.banner(setup, node.log());
    }
    if (line.control()) {
      Thread control = new Thread(() -> control(node), "control");
      control.setDaemon(true);
      control.start();
    } else {
      console.line((goim ? "goim" : "the server") + " is ready");
    }
    awaitStop();
    drain();
    return 0;
  }

  /** Sends the clients elsewhere while the node still serves them. */
  private void drain() {
    if (!management.hasNode()) {
      return;
    }
    try {
      int clients = management.clients();
      if (clients > 0) {
        console.line(
            "goim sends " + clients + " clients elsewhere; a second signal ends it at once");
      }
      management.drain();
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.WARNING, "The node could not be drained", e);
    }
  }

  private void control(Node node) {
    try {
      new ControlChannel(node, console)
          .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.log(Level.FINE, "Standard input ended", e);
    } finally {
      stopRequested.countDown();
    }
  }

  private void awaitStop() {
    while (stopRequested.getCount() > 0) {
      try {
        stopRequested.await();
      } catch (InterruptedException e) {
        LOG.log(Level.FINE, "Only a signal stops this thread", e);
      }
    }
  }

  /** Asks for an ordered stop; the second time, ends at once. */
  private synchronized void signalled() {
    if (signalled) {
      Runtime.getRuntime().halt(SECOND_SIGNAL);
    }
    signalled = true;
    stopRequested.countDown();
  }

  private void haltLater() {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(STOP_PATIENCE.toMillis());
              } catch (InterruptedException e) {
                return;
              }
              console.failure(
                  "the node did not stop within " + STOP_PATIENCE.toSeconds() + " s and was ended");
              Runtime.getRuntime().halt(StartFailure.FAILED);
            },
            "stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}

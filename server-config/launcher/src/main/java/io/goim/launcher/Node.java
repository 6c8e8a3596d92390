package io.goim.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** One node from the first check to its end. Deployments one at a time. */
final class Node {
  /** Far above any start seen (10 s on a busy machine): beyond it something hangs. */
  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);

  private final NodeSetup setup;
  private final DataFolder data;
  private final MicroServer server;
  private final Path log;

  private Node(NodeSetup setup, DataFolder data, MicroServer server, Path log) {
    this.setup = setup;
    this.data = data;
    this.server = server;
    this.log = log;
  }

  /** Checks, boots the server and deploys nothing yet. */
  static Node start(CommandLine line, NodeSetup setup) throws StartFailure {
    checkPorts(line, setup);
    if (line.archives().stream().anyMatch(GoimArchive::is)) {
      setup.fences().check(setup.bind());
    }
    GridFence.install(setup.fences().secretBytes());
    Path distribution = MicroServer.distribution();
    DataFolder data = DataFolder.open(setup.data());
    try {
      return boot(line, setup, data, distribution);
    } catch (StartFailure | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static Node boot(CommandLine line, NodeSetup setup, DataFolder data, Path distribution)
      throws StartFailure {
    try {
      Path root = data.freshRoot(distribution);
      Path log = LogFiles.configure(data.log(), root, setup);
      LogFiles.captureConsole();
      publish(line, setup);
      List<String> arguments = new MicroArguments(line, setup).list(root);
      return new Node(setup, data, MicroServer.boot(distribution, arguments), log);
    } catch (IOException e) {
      throw new StartFailure("the server folder could not be made: " + e);
    }
  }

  /**
   * Deploys an archive and, when it is goim, waits until it serves clients.
   *
   * @return the application's name
   */
  String deploy(Path archive) throws StartFailure {
    if (!Files.isReadable(archive)) {
      throw new StartFailure(archive + ": there is no such file that can be read");
    }
    String name = server.deploy(archive);
    if (GoimArchive.is(archive)) {
      try {
        new Readiness(setup.reachable(), setup.httpPort(), READY_PATIENCE).await();
      } catch (StartFailure e) {
        server.undeploy(name);
        throw e;
      }
    }
    return name;
  }

  void undeploy(String name) throws StartFailure {
    server.undeploy(name);
  }

  Collection<String> applications() {
    return server.names();
  }

  Path log() {
    return log;
  }

  /** Ends everything in order. */
  void stop() {
    server.stop();
    data.close();
  }

  private static void checkPorts(CommandLine line, NodeSetup setup) throws StartFailure {
    PortCheck check =
        new PortCheck(setup.bind())
            .with(setup.httpPort(), "HTTP")
            .with(setup.gridPort(), "the grid");
    if (line.archives().stream().anyMatch(GoimArchive::is)) {
      check
          .with(setup.tcpPort(), "TCP clients")
          .with(setup.websocketPort(), "WebSocket clients")
          .with(setup.websocketTlsPort(), "WebSocket clients with TLS");
    }
    check.run();
  }

  /** Gives the application the settings of the command line; they win over all others. */
  private static void publish(CommandLine line, NodeSetup setup) {
    line.settings().forEach(System::setProperty);
    if (line.configFile() != null) {
      System.setProperty("goim.config.file", line.configFile().toString());
    }
    System.setProperty("goim.data", setup.data().toString());
  }
}

package io.goim.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Payara Micro is told: our defaults, and the person's own options, which win. */
final class MicroArguments {
  static final String LISTENER =
      "configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener.";
  private static final String PROTOCOL =
      "configs.config.server-config.network-config.protocols.protocol.http-listener.http.";

  private final CommandLine line;
  private final NodeSetup setup;
  private final List<String> arguments = new ArrayList<>();

  MicroArguments(CommandLine line, NodeSetup setup) {
    this.line = line;
    this.setup = setup;
  }

  /** The arguments for a server folder; writes a command file into it. */
  List<String> list(Path root) throws IOException {
    TrustStore.install(root);
    bindTheGrid();
    arguments.add("--rootdir");
    arguments.add(root.toString());
    arguments.add("--disablephonehome");
    unlessGiven("--port", Integer.toString(setup.httpPort()));
    unlessGiven("--prebootcommandfile", commandFile(root).toString());
    if (!line.micro().contains("--nocluster")) {
      unlessGiven("--startport", Integer.toString(setup.gridPort()));
      unlessGiven("--clustermode", "tcpip:" + gridMembers());
      if (!setup.wildcard()) {
        unlessGiven("--interfaces", setup.bind());
      }
      // Waiting for others before forming a grid helps only where there may be others.
      unlessGiven("--hzinitialjoinwait", line.join().isEmpty() ? "0" : "1");
    }
    arguments.addAll(line.micro());
    return arguments;
  }

  private String gridMembers() {
    String own = setup.reachable() + ":" + setup.gridPort();
    return line.join().isEmpty() ? own : own + "," + line.join();
  }

  private void unlessGiven(String option, String value) {
    if (line.microValue(option) == null) {
      arguments.add(option);
      arguments.add(value);
    }
  }

  /** Payara Micro has no options for these. */
  private Path commandFile(Path root) throws IOException {
    List<String> commands = new ArrayList<>();
    commands.add("set " + LISTENER + "address=" + setup.bind());
    // Grizzly's HTTP/2 has leaked memory on listeners that also serve WebSocket.
    commands.add("set " + PROTOCOL + "http2-enabled=false");
    commands.add("set " + PROTOCOL + "server-header=false");
    // Lists of keys are in the query; 8 KB, the default, refuses 1,000 of them. Go takes 1 MB.
    commands.add("set " + PROTOCOL + "header-buffer-length-bytes=1048576");
    // One place a connection that has something to be read; beyond 4,096, the default, Grizzly's
    // selector fails with a stack trace each time.
    commands.add(
        "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool"
            + ".max-queue-size=1000000");
    // A resource adapter that does not let go of its beans must not use up the time for the stop.
    commands.add(
        "set configs.config.server-config.connector-service.shutdown-timeout-in-seconds=10");
    Path file = root.resolve("goim-pre-boot.txt");
    Files.write(file, commands);
    return file;
  }

  /** Hazelcast listens on every interface and reports home unless told otherwise. */
  private void bindTheGrid() {
    System.setProperty("hazelcast.phone.home.enabled", "false");
    // Two halves of a grid that was cut look for each other after 5 minutes, and every 2, by
    // default.
    unlessSet("hazelcast.merge.first.run.delay.seconds", "10");
    unlessSet("hazelcast.merge.next.run.delay.seconds", "10");
    if (setup.bind().contains(":")) {
      // Left to itself it looks at IPv4 addresses only, finds none that fits and does not start.
      System.setProperty("hazelcast.prefer.ipv4.stack", "false");
    }
    if (!setup.wildcard()) {
      System.setProperty("hazelcast.socket.bind.any", "false");
    }
  }

  /** GOIM_JAVA_OPTS may have set it. */
  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}

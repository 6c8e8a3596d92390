package io.goim.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an operator works: a folder that looks like a fresh clone, and terminals. Commands are those of
 * the page, but for the ports, which other nodes of this machine may have. One thread uses it.
 */
final class Desk implements AutoCloseable {

  /** Above those that other tests take. */
  private static final int FIRST_OFFSET = 16_000;

  private static final Pattern FIRST_NODE = Pattern.compile("\\b(3101|3102|3103|3111|6900)\\b");
  private static final Pattern SECOND_NODE = Pattern.compile("\\b(3201|3202|3203|3211|7000)\\b");
  private static final Pattern PROMETHEUS = Pattern.compile("\\b9090\\b");

  /** What the commands of the page find in a clone. */
  private static final List<String> CLONE = List.of("server-config", "goim-tcp-connector");

  private final Path folder;
  private final int first = Node.freeOffset(FIRST_OFFSET);
  private final int second = Node.freeOffset(first + 100);
  private final int prometheus = freePort();
  private final Map<String, Terminal> terminals = new LinkedHashMap<>();

  Desk(Path folder) throws IOException {
    this.folder = folder;
    for (String name : CLONE) {
      Files.createSymbolicLink(folder.resolve(name), Node.PROJECT.resolve(name));
    }
  }

  /** A file or folder here. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** The same text with this desk's ports. */
  String here(String text) {
    String ported =
        SECOND_NODE
            .matcher(FIRST_NODE.matcher(text).replaceAll(m -> port(m.group(), first)))
            .replaceAll(m -> port(m.group(), second - 100));
    return PROMETHEUS
        .matcher(ported)
        .replaceAll(Integer.toString(prometheus))
        .replace("--data two/node-1 ", "--offset " + first + " --data two/node-1 ")
        .replace("--offset 100 ", "--offset " + second + " ");
  }

  /** Runs commands that end by themselves, each with success, and gives what they said. */
  String run(String commands, Duration limit) throws IOException {
    try (Terminal terminal = terminal(commands)) {
      int status = terminal.exitStatus(limit);
      if (status != 0) {
        throw new AssertionError(commands + "\nended with " + status + ":\n" + terminal.output());
      }
      return terminal.output();
    }
  }

  /** Runs commands that go on, in a terminal of their own. */
  Terminal open(String name, String commands) throws IOException {
    Terminal terminal = terminal(commands);
    terminals.put(name, terminal);
    return terminal;
  }

  /** The terminal of that name. */
  Terminal at(String name) {
    return terminals.get(name);
  }

  /** What is written in every terminal, for a person to read. */
  String story() {
    return terminals.entrySet().stream()
        .map(terminal -> terminal.getKey() + ":\n" + end(terminal.getValue().output()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    terminals.values().forEach(Terminal::close);
    for (String name : CLONE) {
      Files.delete(folder.resolve(name));
    }
  }

  private Terminal terminal(String commands) throws IOException {
    return new Terminal(folder, NodePlace.SMALL.environment(), "set -e\n" + here(commands));
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - 4_000));
  }

  private static String port(String port, int offset) {
    return Integer.toString(Integer.parseInt(port) + offset);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

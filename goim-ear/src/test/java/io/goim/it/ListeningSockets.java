package io.goim.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a process waits for others, as the kernel has it: TCP sockets that listen, UDP sockets that are
 * bound. Linux only. Immutable.
 */
record ListeningSockets(List<InetSocketAddress> addresses) {

  /** A row of {@code /proc/net/tcp}; source: proc(5). */
  private static final Pattern ROW =
      Pattern.compile(
          "\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2})"
              + " \\S+ \\S+ \\S+\\s+\\d+\\s+\\d+ (\\d+) .*");

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| (\\d{4}) \\|");

  private static final String TCP_LISTEN = "0A";
  private static final String UDP_BOUND = "07";

  ListeningSockets {
    addresses = List.copyOf(addresses);
  }

  static ListeningSockets of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> inodes = inodes(process.resolve("fd"));
    List<InetSocketAddress> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      String state = table.startsWith("tcp") ? TCP_LISTEN : UDP_BOUND;
      for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
        Matcher row = ROW.matcher(line);
        if (row.matches() && row.group(3).equals(state) && inodes.contains(row.group(4))) {
          found.add(
              new InetSocketAddress(address(row.group(1)), Integer.parseInt(row.group(2), 16)));
        }
      }
    }
    return new ListeningSockets(found);
  }

  /** The ports that the page names, without an offset. */
  static Set<Integer> documented() throws IOException {
    String page = Files.readString(Node.PROJECT.resolve("docs/OPERATIONS.md"));
    int from = page.indexOf("\n## Ports\n");
    String section = page.substring(from, page.indexOf("\n## ", from + 1));
    return DOCUMENTED
        .matcher(section)
        .results()
        .map(row -> Integer.valueOf(row.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The ports, each less the node's offset. */
  Set<Integer> ports(int offset) {
    return addresses.stream()
        .map(address -> address.getPort() - offset)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.toList()) {
        Matcher socket = SOCKET.matcher(target(link));
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  /** Words of four bytes, each with its last byte first. */
  private static InetAddress address(String hex) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int from = i / 4 * 4 + 3 - i % 4;
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * from, 2 * from + 2), 16);
    }
    return InetAddress.getByAddress(bytes);
  }
}

package io.goim.client.load;

import io.goim.client.Token;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The command line of {@link LoadTest}. {@link #USAGE} tells what each option means. */
record LoadOptions(
    Protocol protocol,
    InetSocketAddress server,
    int connections,
    int connectRate,
    String room,
    int operation,
    long firstMid,
    int heartbeatSeconds,
    int rate,
    PushTarget target,
    InetSocketAddress http,
    int body,
    int httpConnections,
    int warmUpSeconds,
    int seconds,
    List<Long> pids,
    int threads,
    int notReading,
    String jwtSecret,
    String apiKey,
    boolean idle,
    boolean json) {

  /** What carries the packets. */
  enum Protocol {
    TCP,
    WS
  }

  static final String USAGE =
      """
      Puts load on a goim server and reports what it cost and whether anything was lost.

      java -cp goim-client.jar io.goim.client.load.LoadTest [options]
        --protocol tcp|ws        what carries the packets (default tcp)
        --connect HOST:PORT      the server (default 127.0.0.1:3101, for ws 127.0.0.1:3102)
        --connections N          clients, 1 to 500000 (default 100)
        --connect-rate N         new connections a second, 1 to 100000; 0 (default): as fast as
                                 they are let in, 256 at a time
        --room TYPE://ID         room of all clients (default test://1)
        --operation N            operation they watch and pushes have, 18 and up (default 1000)
        --first-mid N            user of the first client, the others count on from there
                                 (default 1); keys are load-<mid>
        --heartbeat SECONDS      1 to 3600 (default 200)
        --rate N                 pushes a second, 1 to 100000; 0 (default): none, but those of
                                 another LoadTest are measured
        --target all|room|key    what is pushed to (default room); key: one client at random
        --http HOST:PORT         the push API (default 127.0.0.1:3111)
        --body BYTES             body of a push, 52 to 1000000 (default 64)
        --http-connections N     connections that push in turn, 1 to 64 (default 1)
        --warm-up SECONDS        pushes that are not measured, 0 to 3600 (default 3)
        --seconds SECONDS        pushes that are, 1 to 7200 (default 10)
        --pid PID[,PID...]       processes of the server, for CPU and memory
        --threads N              threads that receive, 1 to 16 (default 1)
        --not-reading PERCENT    clients that stop reading when the warm-up ends, 0 to 99 (default 0);
                                 the figures are those of the others
        --jwt-secret SECRET      log in with tokens signed by HS256, for goim.auth=jwt
        --api-key KEY            sent with each push as X-Api-Key
        --idle                   no pushes; tells the memory a connection takes when all is quiet
        --json                   a line of JSON at the end
        --allow-remote           let addresses be other than loopback
        --help                   show this

      A push is due at a fixed time and its latency counts from then. Exit status 0 when all
      went well, 1 when a connection was refused or lost, 2 for a wrong option.
      """;

  private static final Set<String> NAMED =
      Set.of(
          "--protocol",
          "--connect",
          "--connections",
          "--connect-rate",
          "--room",
          "--operation",
          "--first-mid",
          "--heartbeat",
          "--rate",
          "--target",
          "--http",
          "--body",
          "--http-connections",
          "--warm-up",
          "--seconds",
          "--pid",
          "--threads",
          "--not-reading",
          "--jwt-secret",
          "--api-key");
  private static final Set<String> FLAGS = Set.of("--idle", "--json", "--allow-remote");

  /** Streams to check, {@link OrderCheck}: 64 MB of them. */
  private static final int MOST_STREAMS = 4_000_000;

  /** Files besides the clients' connections: the JVM's own, HTTP, selectors. */
  private static final int OTHER_FILES = 200;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  static LoadOptions parse(String... arguments) {
    Arguments given = new Arguments(NAMED, FLAGS, arguments);
    boolean remote = given.given("--allow-remote");
    Protocol protocol = given.word("--protocol", Protocol.TCP, Protocol.class);
    LoadOptions options =
        new LoadOptions(
            protocol,
            given.address(
                "--connect",
                protocol == Protocol.TCP ? "127.0.0.1:3101" : "127.0.0.1:3102",
                remote),
            given.number("--connections", 100, 1, 500_000),
            given.number("--connect-rate", 0, 0, 100_000),
            room(given.text("--room", "test://1")),
            given.number("--operation", 1000, 18, Integer.MAX_VALUE),
            given.number("--first-mid", 1L, 1L, 1_000_000_000_000_000L),
            given.number("--heartbeat", 200, 1, 3600),
            given.number("--rate", 0, 0, 100_000),
            given.word("--target", PushTarget.ROOM, PushTarget.class),
            given.address("--http", "127.0.0.1:3111", remote),
            given.number("--body", 64, PushBody.MIN_LENGTH, 1_000_000),
            given.number("--http-connections", 1, 1, 64),
            given.number("--warm-up", 3, 0, 3600),
            given.number("--seconds", 10, 1, 7200),
            pids(given.text("--pid", "")),
            given.number("--threads", 1, 1, 16),
            given.number("--not-reading", 0, 0, 99),
            given.text("--jwt-secret", ""),
            given.text("--api-key", ""),
            given.given("--idle"),
            given.given("--json"));
    options.checkTogether();
    return options;
  }

  private void checkTogether() {
    if (idle && rate > 0) {
      throw new IllegalArgumentException(
          "Option --idle makes no pushes: --rate must be 0, not " + rate + ".");
    }
    if ((long) connections * httpConnections > MOST_STREAMS) {
      throw new IllegalArgumentException(
          "Options --connections times --http-connections must be at most "
              + MOST_STREAMS
              + ", not "
              + (long) connections * httpConnections
              + ".");
    }
    if (target == PushTarget.KEY && connections < httpConnections) {
      throw new IllegalArgumentException(
          "Option --http-connections must be at most --connections with --target key, "
              + connections
              + ", not "
              + httpConnections
              + ".");
    }
  }

  /**
   * Checks that the system lets this process open so many files.
   *
   * @param limit of open files
   * @throws IllegalArgumentException with one sentence for the user
   */
  void checkFiles(long limit) {
    long most = limit - OTHER_FILES;
    if (connections > most) {
      throw new IllegalArgumentException(
          "Option --connections must be at most "
              + most
              + ", not "
              + connections
              + ", because this process may open "
              + limit
              + " files; see ulimit -n.");
    }
  }

  private static String room(String value) {
    int separator = value.indexOf("://");
    if (separator < 1 || separator + 3 == value.length()) {
      throw new IllegalArgumentException("Option --room needs type://id, not " + value + ".");
    }
    return value;
  }

  private static List<Long> pids(String value) {
    if (value.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(value.split(",", -1)).map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Option --pid needs process ids with commas between, not " + value + ".");
    }
  }

  String roomType() {
    return room.substring(0, room.indexOf("://"));
  }

  String roomId() {
    return room.substring(room.indexOf("://") + 3);
  }

  /** The key of a connection, 0 to {@code connections - 1}. */
  String key(int connection) {
    return "load-" + (firstMid + connection);
  }

  /** Who a connection logs in as. */
  Token token(int connection) {
    return new Token(firstMid + connection, key(connection), room, "java", List.of(operation));
  }

  /** The body of a connection's login packet. */
  byte[] login(int connection) {
    Token token = token(connection);
    return jwtSecret.isEmpty()
        ? token.toBytes()
        : new JwtSigner(jwtSecret).sign(token, Instant.now());
  }

  /** Whether a connection reads to the end; those that do not are spread evenly among the others. */
  boolean keepsReading(int connection) {
    return (long) connection * notReading % 100 >= notReading;
  }

  boolean webSocket() {
    return protocol == Protocol.WS;
  }
}

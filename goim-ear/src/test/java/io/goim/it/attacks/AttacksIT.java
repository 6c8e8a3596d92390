package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.it.Certificate;
import io.goim.it.Http;
import io.goim.it.Node;
import io.goim.it.Poll;
import io.goim.it.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The attacks of docs/SECURITY.md, "Attacks"; each is one test. */
class AttacksIT {

  /** Whether they are of full size: {@code -Pattacks}. */
  private static final boolean FULL = Boolean.getBoolean("goim.attacks.full");

  private static final String ATTACKER = "127.0.0.66";

  /** Connections of an address, and its logins at once. */
  private static final int PER_ADDRESS = 200;

  private static final long SEED = 7_302_025;

  @TempDir private static Path folder;

  private static Node node;
  private Bystanders bystanders;
  private Http http;
  private Scrape before;

  @BeforeAll
  static void start() throws Exception {
    Certificate certificate = Certificate.make(folder);
    node =
        Node.start(
            folder.resolve("data"),
            "--set",
            "goim.comet.certificates=" + certificate.chain(),
            "--set",
            "goim.comet.private-keys=" + certificate.key(),
            "--set",
            "goim.comet.handshake-timeout=2s",
            "--set",
            "goim.limits.connections-per-address=" + PER_ADDRESS,
            "--set",
            "goim.limits.logins-per-second-per-address=" + PER_ADDRESS / 10,
            "--set",
            "goim.limits.exempt-addresses=127.0.0.1/32,127.0.0.88/32");
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @BeforeEach
  void watch() throws IOException {
    http = new Http(node);
    bystanders =
        new Bystanders(node, List.of(node.tcpUrl(), node.websocketUrl(), node.jakartaUrl()));
    Poll.until(
        Duration.ofSeconds(60),
        () -> open() == bystanders.count(),
        () -> open() + " connections are open");
    before = Scrape.of(http);
  }

  /** Rule 2 of this package. */
  @AfterEach
  void judge(TestInfo test) throws Exception {
    try {
      System.out.println(test.getDisplayName() + ": " + bystanders.verdict());
      Poll.until(
          Duration.ofSeconds(60),
          () -> open() == bystanders.count(),
          () -> open() + " connections are open");
    } finally {
      bystanders.close();
    }
    assertEquals(List.of(), complaints());
  }

  @Test
  void shouldRefuseMoreConnectionsThanAnAddressMayHave() throws Exception {
    int more = FULL ? 2_000 : 200;
    byte[] login = MutatedPackets.packet(7, "{}");
    try (Attackers first = new Attackers("127.0.0.67", node.tcp()).open(PER_ADDRESS, login)) {
      first.answers();
      try (Attackers beyond = new Attackers("127.0.0.67", node.tcp()).open(more, login)) {
        for (byte[] said : beyond.readToTheEnd()) {
          String told = new String(said, ISO_8859_1);
          assertTrue(told.contains("\"code\":4008,") && told.contains("\"delay\":"), told);
        }
      }
    }
    assertEquals(more, closes("too-many-connections"));
  }

  @Test
  void shouldTellAFloodOfLoginsToComeBackLater() throws Exception {
    int many = FULL ? 20_000 : 2_000;
    byte[] login = MutatedPackets.packet(7, "{\"accepts\":[1000]}");
    int told = 0;
    for (int left = many; left > 0; left -= 100) {
      try (Attackers flood = new Attackers("127.0.0.68", node.tcp()).open(100, login)) {
        for (byte[] said : flood.answers()) {
          told += new String(said, ISO_8859_1).contains("\"code\":4009,") ? 1 : 0;
        }
      }
    }
    assertTrue(told > many / 4, told + " of " + many + " were told to come back later");
    assertTrue(Scrape.of(http).sum("goim_limits_hit_total", "limit", "logins-per-address") >= told);
  }

  @Test
  void shouldCloseWhatClaimsToBeHuge() throws Exception {
    for (int i = 0; i < (FULL ? 500 : 50); i++) {
      assertClosedAfter(node.tcp(), hex("7fffffff 0010 0001 00000007 00000001"), "");
      assertClosedAfter(node.tcp(), hex("00001011 0010 0001 00000007 00000001"), "");
      // Frames of 2^63 - 1 and of 64 MB, and a whole message over the limit in fragments.
      assertClosedAfter(node.websocket(), hex("82ff 7fffffffffffffff 00000000"), closeFrame(1009));
      assertClosedAfter(node.websocket(), hex("82ff 0000000004000000 00000000"), closeFrame(1009));
      ByteArrayOutputStream fragments = new ByteArrayOutputStream();
      fragments.writeBytes(MutatedPackets.masked(0x02, new byte[30_000]));
      fragments.writeBytes(MutatedPackets.masked(0x00, new byte[30_000]));
      assertClosedAfter(node.websocket(), fragments.toByteArray(), closeFrame(1009));
    }
  }

  @Test
  void shouldCloseCompressedAndEndlesslyFragmentedFrames() throws Exception {
    for (int i = 0; i < (FULL ? 500 : 50); i++) {
      for (int reserved : new int[] {0xC2, 0xA2, 0x92, 0xC1}) {
        byte[] frame = MutatedPackets.masked(reserved, new byte[100]);
        assertClosedAfter(node.websocket(), frame, closeFrame(1002));
      }
    }
    ByteArrayOutputStream endless = new ByteArrayOutputStream();
    endless.writeBytes(MutatedPackets.masked(0x02, new byte[1]));
    for (int i = 0; i < 15_000; i++) {
      endless.writeBytes(MutatedPackets.masked(0x00, new byte[0]));
    }
    assertClosedAfter(node.websocket(), endless.toByteArray(), closeFrame(4010));
    assertTrue(closes("too-much-traffic") > 0);
  }

  @Test
  void shouldAnswerOrCloseEveryBrokenConversation() throws Exception {
    long each = FULL ? 2_500_000 : 50_000;
    List<Mutants> mutants = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean websocket = i % 2 == 1;
      int port = websocket ? node.websocket() : node.tcp();
      mutants.add(new Mutants(SEED + i, "127.0.0.88", port, websocket, each));
      threads.add(new Thread(mutants.get(i), "mutants " + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    long conversations = 0;
    long packets = 0;
    long answered = 0;
    for (Mutants one : mutants) {
      assertNull(one.failure(), () -> String.valueOf(one.failure().getCause()));
      conversations += one.conversations();
      packets += one.sent();
      answered += one.answered();
    }
    System.out.println(
        packets + " packets in " + conversations + " conversations, " + answered + " answered");
    long expected = conversations;
    Poll.until(
        Duration.ofSeconds(60),
        () -> closes() >= expected,
        () -> closes() + " of " + expected + " connections were closed under a name");
    assertEquals(expected, closes());
    assertEquals(0, closes("server-error"));
    assertTrue(answered > conversations / 4, answered + " of " + conversations + " were answered");
  }

  private long open() {
    return Scrape.of(http).sum("goim_connections_open");
  }

  /** Connections that ended since the attack began. */
  private long closes() {
    return Scrape.of(http).sum("goim_closes_total") - before.sum("goim_closes_total");
  }

  /** Those of them for a reason. */
  private long closes(String reason) {
    return Scrape.of(http).sum("goim_closes_total", "reason", reason)
        - before.sum("goim_closes_total", "reason", reason);
  }

  /** Warnings and worse in the node's log, and stack traces. */
  private static List<String> complaints() throws IOException {
    try (var lines = Files.lines(folder.resolve("data/log/goim.0.log"), ISO_8859_1)) {
      return lines
          .filter(line -> line.matches(".*(WARNING|SEVERE).*|\\s+at \\S+\\(.*"))
          .limit(20)
          .collect(Collectors.toList());
    }
  }

  /** Sends something over a connection of its own and waits for the node to close it. */
  private static void assertClosedAfter(int port, byte[] bytes, String last) throws IOException {
    try (Socket socket =
        port == node.websocket() ? upgraded() : Attackers.connect(ATTACKER, port)) {
      Attackers.trySend(socket, bytes);
      String said = new String(Attackers.readToTheEnd(socket), ISO_8859_1);
      assertTrue(said.contains(last), () -> "said " + said);
    }
  }

  private static Socket upgraded() throws IOException {
    Socket socket = Attackers.connect(ATTACKER, node.websocket());
    Attackers.trySend(socket, Mutants.UPGRADE);
    byte[] end = new byte[4];
    while (!new String(end, US_ASCII).equals("\r\n\r\n")) {
      System.arraycopy(end, 1, end, 0, 3);
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, "closed instead of upgraded");
      end[3] = (byte) next;
    }
    return socket;
  }

  /** How a close frame with a code begins, without its length. */
  private static String closeFrame(int code) {
    return new String(new byte[] {(byte) (code >> 8), (byte) code}, ISO_8859_1);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}

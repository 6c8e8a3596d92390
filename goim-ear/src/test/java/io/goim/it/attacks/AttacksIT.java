package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.it.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Floods, what claims to be huge, and broken packets: attacks of docs/SECURITY.md, "Attacks". */
class AttacksIT {

  private static final String ATTACKER = "127.0.0.66";

  private static final long SEED = 7_302_025;

  @RegisterExtension private final AttackedNode target = new AttackedNode();

  @Test
  void shouldRefuseMoreConnectionsThanAnAddressMayHave() throws Exception {
    int more = AttackedNode.FULL ? 2_000 : 200;
    byte[] login = MutatedPackets.packet(7, "{}");
    try (Attackers first =
        new Attackers("127.0.0.67", target.node().tcp()).open(AttackedNode.PER_ADDRESS, login)) {
      first.answers();
      try (Attackers beyond = new Attackers("127.0.0.67", target.node().tcp()).open(more, login)) {
        for (byte[] said : beyond.readToTheEnd()) {
          String told = new String(said, ISO_8859_1);
          assertTrue(told.contains("\"code\":4008,") && told.contains("\"delay\":"), told);
        }
      }
    }
    assertEquals(more, target.closes("too-many-connections"));
  }

  @Test
  void shouldTellAFloodOfLoginsToComeBackLater() throws Exception {
    int many = AttackedNode.FULL ? 20_000 : 2_000;
    byte[] login = MutatedPackets.packet(7, "{\"accepts\":[1000]}");
    int told = 0;
    for (int left = many; left > 0; left -= 100) {
      try (Attackers flood = new Attackers("127.0.0.68", target.node().tcp()).open(100, login)) {
        for (byte[] said : flood.answers()) {
          told += new String(said, ISO_8859_1).contains("\"code\":4009,") ? 1 : 0;
        }
      }
    }
    assertTrue(told > many / 4, told + " of " + many + " were told to come back later");
    assertTrue(target.since("goim_limits_hit_total", "limit", "logins-per-address") >= told);
  }

  @Test
  void shouldCloseWhatClaimsToBeHuge() throws Exception {
    for (int i = 0; i < (AttackedNode.FULL ? 500 : 50); i++) {
      assertClosedAfter(target.node().tcp(), hex("7fffffff 0010 0001 00000007 00000001"), "");
      assertClosedAfter(target.node().tcp(), hex("00001011 0010 0001 00000007 00000001"), "");
      // Frames of 2^63 - 1 and of 64 MB, and a whole message over the limit in fragments.
      assertClosedAfter(
          target.node().websocket(), hex("82ff 7fffffffffffffff 00000000"), closeFrame(1009));
      assertClosedAfter(
          target.node().websocket(), hex("82ff 0000000004000000 00000000"), closeFrame(1009));
      ByteArrayOutputStream fragments = new ByteArrayOutputStream();
      fragments.writeBytes(MutatedPackets.masked(0x02, new byte[30_000]));
      fragments.writeBytes(MutatedPackets.masked(0x00, new byte[30_000]));
      assertClosedAfter(target.node().websocket(), fragments.toByteArray(), closeFrame(1009));
    }
  }

  @Test
  void shouldCloseCompressedFramesAndEndlessSmallOnes() throws Exception {
    for (int i = 0; i < (AttackedNode.FULL ? 500 : 50); i++) {
      for (int reserved : new int[] {0xC2, 0xA2, 0x92, 0xC1}) {
        byte[] frame = MutatedPackets.masked(reserved, new byte[100]);
        assertClosedAfter(target.node().websocket(), frame, closeFrame(1002));
      }
    }
    ByteArrayOutputStream endless = new ByteArrayOutputStream();
    endless.writeBytes(MutatedPackets.masked(0x02, new byte[1]));
    endless.writeBytes(repeated(MutatedPackets.masked(0x00, new byte[0]), 15_000));
    assertClosedAfter(target.node().websocket(), endless.toByteArray(), closeFrame(4010));
    byte[] ping = MutatedPackets.masked(0x89, new byte[0]);
    assertClosedAfter(target.node().websocket(), repeated(ping, 15_000), closeFrame(4010));
    assertEquals(2, target.closes("too-much-traffic"));
  }

  @Test
  void shouldAnswerOrCloseEveryBrokenConversation() throws Exception {
    long each = AttackedNode.FULL ? 2_500_000 : 50_000;
    List<Mutants> mutants = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean websocket = i % 2 == 1;
      int port = websocket ? target.node().websocket() : target.node().tcp();
      mutants.add(new Mutants(SEED + i, AttackedNode.EXEMPT, port, websocket, each));
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
        () -> target.closes() >= expected,
        () -> target.closes() + " of " + expected + " connections were closed under a name");
    assertEquals(expected, target.closes());
    assertEquals(0, target.closes("server-error"));
    assertTrue(answered > conversations / 4, answered + " of " + conversations + " were answered");
  }

  /** Sends something over a connection of its own and waits for the node to close it. */
  private void assertClosedAfter(int port, byte[] bytes, String last) throws IOException {
    try (Socket socket =
        port == target.node().websocket()
            ? Attackers.upgraded(ATTACKER, port)
            : Attackers.connect(ATTACKER, port)) {
      Attackers.trySend(socket, bytes);
      String said = new String(Attackers.readToTheEnd(socket), ISO_8859_1);
      assertTrue(said.contains(last), () -> "said " + said);
    }
  }

  /** How a close frame with a code begins, without its length. */
  private static String closeFrame(int code) {
    return new String(new byte[] {(byte) (code >> 8), (byte) code}, ISO_8859_1);
  }

  private static byte[] repeated(byte[] bytes, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(times * bytes.length);
    for (int i = 0; i < times; i++) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}

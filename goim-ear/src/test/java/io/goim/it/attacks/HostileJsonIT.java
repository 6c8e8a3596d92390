package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.it.Poll;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JSON that is deep, huge, or says things twice: an attack of docs/SECURITY.md, "Attacks". */
class HostileJsonIT {

  private static final int ROUNDS = AttackedNode.FULL ? 200 : 10;

  /** The JSON parser's limits are 1,000 levels, and 1,100 digits where numbers are read. */
  private static final List<String> REFUSED_TOKENS =
      List.of(
          "{\"a\":" + nested("[", "]", 2_000) + "}",
          "[".repeat(4_000),
          "{\"a\":".repeat(800),
          "{\"mid\":" + "9".repeat(4_000) + "}",
          "{\"mid\":1e999999999}",
          "{\"accepts\":[1e999999999]}",
          "{\"accepts\":" + nested("[", "]", 600) + "}",
          "{\"key\":\"" + "\\u0000".repeat(600),
          "{}" + " ".repeat(4_000) + "{}");

  private static final List<String> GOOD_TOKENS =
      List.of(
          "{\"a\":" + nested("[", "]", 600) + "}",
          "{\"a\":" + "9".repeat(4_000) + "}",
          "{\"a\":[1e999999999,-1e-999999999]}",
          "{\"accepts\":[" + "1,".repeat(2_000) + "1]}",
          "{"
              + "\"accepts\":[1],".repeat(250)
              + "\"key\":\"a\",\"key\":\"json\",\"mid\":1,\"mid\":0}",
          "{\"platform\":\"" + "\\ud800".repeat(600) + "\"}");

  private static final List<String> BAD_TEXTS =
      List.of(
          "{\"op\":7,\"body\":" + nested("[", "]", 10_000) + "}",
          "{\"op\":7,\"body\":" + "{\"a\":".repeat(5_000),
          "{\"op\":1e999999999}",
          "{\"op\":" + "7".repeat(30_000) + "}",
          "{\"op\":7,\"body\":" + "9".repeat(30_000) + "}",
          "{\"op\":7,\"body\":{},\"x\":" + "9".repeat(1_200) + "}",
          "{\"op\":7,\"body\":\"" + "\\u0000".repeat(5_000) + "\"}",
          "{" + "\"op\":7,".repeat(4_000) + "\"op\":null}");

  private static final List<String> GOOD_TEXTS =
      List.of(
          "{\"op\":2,\"op\":7,\"body\":1,\"body\":{\"key\":\"json\"}}",
          "{" + "\"op\":2,".repeat(4_000) + "\"op\":7,\"body\":{}}",
          "{\"op\":7,\"body\":{\"a\":" + nested("[", "]", 600) + "}}");

  @RegisterExtension private final AttackedNode target = new AttackedNode();

  @Test
  void shouldReadOrRefuseHostileTokensAndTexts() throws Exception {
    int websocket = target.node().websocket();
    int jakarta = target.node().http();
    for (int i = 0; i < ROUNDS; i++) {
      for (String token : GOOD_TOKENS) {
        assertEquals("answer", byWebSocket(websocket, 0x82, login(token)), token);
        assertEquals("answer", byTcp(token), token);
      }
      for (String token : REFUSED_TOKENS) {
        assertEquals("close 4501", byWebSocket(websocket, 0x82, login(token)), token);
        assertEquals("end", byTcp(token), token);
      }
      for (int port : List.of(websocket, jakarta)) {
        for (String text : GOOD_TEXTS) {
          assertEquals("answer", byWebSocket(port, 0x81, text.getBytes(UTF_8)), text);
        }
        for (String text : BAD_TEXTS) {
          assertEquals("close 4502", byWebSocket(port, 0x81, text.getBytes(UTF_8)), text);
        }
      }
    }
    target.awaitCloses("login-refused", 2L * ROUNDS * REFUSED_TOKENS.size());
    target.awaitCloses("bad-packet", 2L * ROUNDS * BAD_TEXTS.size());
    assertEquals(0, target.closes("server-error"));
  }

  /** What a backend pushes is embedded when it is JSON that can be read, and a string otherwise. */
  @Test
  void shouldHandOnHostileBodiesAsTheyAre() throws Exception {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    WebSocket text = textClient(heard);
    await(heard, 1);
    List<String> embedded =
        List.of(nested("[", "]", 600), "{\"a\":1,\"a\":2}", "[" + "9".repeat(900_000) + "]");
    List<String> quoted =
        List.of(nested("[", "]", 2_000), "[".repeat(900_000), nested("{\"a\":", "}", 100_000));
    for (int i = 0; i < ROUNDS; i++) {
      for (String body : embedded) {
        assertEquals("\"body\":" + body + "}", pushed(heard, body));
      }
      for (String body : quoted) {
        assertEquals("\"body\":\"" + body.replace("\"", "\\\"") + "\"}", pushed(heard, body));
      }
    }
    text.sendClose(1000, "").join();
  }

  /** What the text client hears of a push, from its body on. */
  private String pushed(Queue<String> heard, String body) {
    heard.clear();
    target.http().push("/goim/push/room?operation=1000&type=live&room=json", body);
    await(heard, 1);
    String message = heard.remove();
    return message.substring(message.indexOf("\"body\":"));
  }

  private WebSocket textClient(Queue<String> heard) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private final StringBuilder message = new StringBuilder();

          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
              heard.add(message.toString());
              message.setLength(0);
            }
            socket.request(1);
            return null;
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(target.node().websocketUrl()), listener)
            .join();
    socket.sendText("{\"op\":7,\"body\":{\"room_id\":\"live://json\",\"accepts\":[1000]}}", true);
    return socket;
  }

  private static void await(Queue<String> heard, int count) {
    Poll.until(
        Duration.ofSeconds(60), () -> heard.size() >= count, () -> "heard only " + heard.size());
  }

  /** How the node takes the first message of a connection. */
  private String byWebSocket(int port, int first, byte[] payload) throws IOException {
    try (Socket socket = Attackers.upgraded(AttackedNode.EXEMPT, port)) {
      Attackers.trySend(socket, MutatedPackets.masked(first, payload));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int opcode = in.readUnsignedByte();
      if (opcode == first) {
        return "answer";
      }
      assertEquals(0x88, opcode);
      in.readByte();
      return "close " + in.readUnsignedShort();
    }
  }

  private String byTcp(String token) throws IOException {
    try (Socket socket = Attackers.connect(AttackedNode.EXEMPT, target.node().tcp())) {
      Attackers.trySend(socket, login(token));
      return socket.getInputStream().read() < 0 ? "end" : "answer";
    }
  }

  private static byte[] login(String token) {
    byte[] packet = MutatedPackets.packet(7, token);
    assertTrue(packet.length <= 4_112, packet.length + " bytes are no packet");
    return packet;
  }

  private static String nested(String open, String close, int levels) {
    return open.repeat(levels) + (open.endsWith(":") ? "1" : "") + close.repeat(levels);
  }
}

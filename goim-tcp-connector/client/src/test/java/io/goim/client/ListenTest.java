package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ListenTest {

  private final ByteArrayOutputStream pushes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @Test
  void shouldPrintEachPushAsOneLineUntilTheEnd() throws Exception {
    try (FakeServer server =
        new FakeServer(
            Speech.WEBSOCKET,
            peer -> {
              assertEquals(
                  "{\"mid\":5,\"key\":\"alice\",\"room_id\":\"live://1000\",\"platform\":\"java\","
                      + "\"accepts\":[1000,1001]}",
                  peer.echo(Operation.LOGIN_REPLY).text());
              peer.push(
                  List.of(
                      Frame.push(1000, "{\"hello\":1}".getBytes(UTF_8)),
                      Frame.push(1001, "two\nlines".getBytes(UTF_8))));
              peer.goodbye(1001, "the server is stopping");
              peer.read();
            })) {
      int status =
          run(
              "--url",
              server.url(),
              "--key",
              "alice",
              "--mid",
              "5",
              "--room",
              "live://1000",
              "--ops",
              "1000,1001");
      assertEquals(1, status);
    }
    assertEquals(List.of("1000 {\"hello\":1}", "1001 two\\u000alines"), lines(pushes));
    assertEquals("The connection ended: 1001 the server is stopping", lines(notes).get(1));
  }

  @Test
  void shouldPrintBytesThatAreNoTextAsDigits() {
    assertEquals("7 0xff00", Listen.line(Frame.push(7, new byte[] {-1, 0})));
    assertEquals("7 é\ud83d\ude00", Listen.line(Frame.push(7, "é\ud83d\ude00".getBytes(UTF_8))));
  }

  @Test
  void shouldShowItsOptions() {
    assertEquals(0, run("--help"));
    assertTrue(pushes.toString(UTF_8).contains("--url ADDRESS"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--colour red | Unknown option --colour; try --help.",
        "--key | Option --key needs a value; try --help.",
        "--mid x | Option --mid needs a number, not x.",
        "--ops 1,,2 | Option --ops needs numbers with commas between, not 1,,2.",
        "--url http://x | not an address of a goim server: http://x"
            + " (tcp://host:port, ws://host:port/sub)",
        "--url tcp://x | not an address of a goim server: tcp://x"
            + " (tcp://host:port, ws://host:port/sub)",
        "--url tcp://127.0.0.1:1,http://x | not an address of a goim server: http://x"
            + " (tcp://host:port, ws://host:port/sub)",
        "--trust /no/such.pem | The file /no/such.pem holds no certificates that can be read:"
            + " java.nio.file.NoSuchFileException: /no/such.pem",
        "--text | text needs a WebSocket address, not tcp://127.0.0.1:3101"
      })
  void shouldRefuseWrongOptionsWithOneSentence(String arguments, String sentence) {
    assertEquals(2, run(arguments.split(" ")));
    assertEquals(List.of(sentence), lines(notes));
  }

  private int run(String... arguments) {
    return Listen.run(
        new PrintStream(pushes, true, UTF_8), new PrintStream(notes, true, UTF_8), arguments);
  }

  private static List<String> lines(ByteArrayOutputStream printed) {
    return printed.toString(UTF_8).lines().toList();
  }
}

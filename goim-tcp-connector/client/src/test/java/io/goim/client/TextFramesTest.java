package io.goim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFramesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mid\":1} | ,\"body\":{\"mid\":1}",
        "1000,1001 | ,\"body\":\"1000,1001\"",
        "1000 | ,\"body\":\"1000\"",
        "live://1 | ,\"body\":\"live://1\"",
        "'' | ''"
      })
  void shouldWriteABodyAsStructureOrString(String body, String field) {
    assertEquals(
        "{\"ver\":1,\"op\":14,\"seq\":3" + field + "}",
        TextFrames.encode(Frame.of(14, 3, body.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hi\" | hi",
        "\"\\u00e9\\n\" | 'é\n'",
        "{\"a\": 1} | {\"a\": 1}",
        "[1,2] | [1,2]",
        "17 | 17",
        "true | true",
        "null | ''",
        "\"\" | ''"
      })
  void shouldReadEveryKindOfBody(String value, String body) throws Exception {
    assertEquals(
        List.of(new Frame(1000, 2, 3, body.getBytes(UTF_8))),
        TextFrames.decode("{\"seq\":3,\"op\":1000,\"ver\":2,\"body\":" + value + ",\"more\":0}"));
  }

  @Test
  void shouldReadAMessageWithoutABody() throws Exception {
    assertEquals(List.of(Frame.of(8, 1)), TextFrames.decode("{\"ver\":1,\"op\":8,\"seq\":1}"));
  }

  @Test
  void shouldReadABodyThatIsNoText() throws Exception {
    Frame frame = TextFrames.decode("{\"ver\":1,\"op\":1,\"seq\":0,\"body64\":\"/wA=\"}").get(0);
    assertArrayEquals(new byte[] {-1, 0}, frame.body());
  }

  @Test
  void shouldReadTheOnlineNumberAsFourBytes() throws Exception {
    Frame frame = TextFrames.decode("{\"ver\":1,\"op\":3,\"seq\":2,\"body\":258}").get(0);
    assertEquals(Operation.HEARTBEAT_REPLY, frame.operation());
    assertArrayEquals(new byte[] {0, 0, 1, 2}, frame.body());
  }

  @Test
  void shouldReadAnArrayOfPackets() throws Exception {
    assertEquals(
        List.of(Frame.of(1, 2), Frame.of(3, 4)),
        TextFrames.decode(
            " [{\"ver\":1,\"op\":1,\"seq\":2},{\"ver\":1,\"op\":3,\"seq\":4,\"body\":\"\"}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "1",
        "\"x\"",
        "[1]",
        "{\"ver\":1,\"op\":1}",
        "{\"ver\":1,\"op\":\"1\",\"seq\":1}",
        "{\"ver\":1,\"op\":1.5,\"seq\":1}",
        "{\"ver\":1,\"op\":2147483648,\"seq\":1}",
        "{\"ver\":40000,\"op\":1,\"seq\":1}",
        "{\"ver\":1,\"op\":3,\"seq\":1,\"body\":{}}",
        "{\"ver\":1,\"op\":3,\"seq\":1,\"body64\":\"?\"}"
      })
  void shouldRefuseWhatIsNoPacket(String message) {
    assertThrows(ProtocolException.class, () -> TextFrames.decode(message));
  }
}

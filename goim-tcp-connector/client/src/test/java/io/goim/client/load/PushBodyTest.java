package io.goim.client.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PushBodyTest {

  @Test
  void shouldBeJsonWithEachNumberAtItsPlace() {
    byte[] body = PushBody.template(1234567, 8, 56);
    PushBody.set(body, 0, 42, 9_000_000_000L);

    assertEquals(
        "{\"load\":\"01234567-08-000000042-0000000009000000000xxxx\"}", new String(body, US_ASCII));
  }

  @Test
  void shouldReadWhatItWroteAtAnyOffset() {
    byte[] bytes = new byte[PushBody.MIN_LENGTH + 3];
    byte[] body = PushBody.template(PushBody.MAX_RUN, 63, PushBody.MIN_LENGTH);
    System.arraycopy(body, 0, bytes, 3, body.length);
    PushBody.set(bytes, 3, PushBody.MAX_NUMBER, Long.MAX_VALUE);

    assertTrue(PushBody.isOne(bytes, 3, body.length));
    assertEquals(63, PushBody.lane(bytes, 3));
    assertEquals(PushBody.MAX_NUMBER, PushBody.number(bytes, 3));
    assertEquals(Long.MAX_VALUE, PushBody.due(bytes, 3));
  }

  @Test
  void shouldTellRunsApart() {
    byte[] one = PushBody.template(1, 0, 60);

    assertEquals(PushBody.run(one, 0), PushBody.run(PushBody.template(1, 5, 99), 0));
    assertNotEquals(PushBody.run(one, 0), PushBody.run(PushBody.template(2, 0, 60), 0));
  }

  @Test
  void shouldNotTakeAnotherSendersBodyForItsOwn() {
    byte[] other =
        "{\"t\":1,\"text\":\"a message of someone else, long enough\"}".getBytes(US_ASCII);

    assertFalse(PushBody.isOne(other, 0, other.length));
    assertFalse(PushBody.isOne(PushBody.template(1, 0, 60), 0, PushBody.MIN_LENGTH - 1));
  }
}

package io.goim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingRepliesTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Frame HEARTBEAT = Frame.of(Operation.HEARTBEAT, 7);

  private final PendingReplies replies = new PendingReplies();

  @ParameterizedTest
  @CsvSource({"2, 3", "7, 8", "12, 13", "14, 15", "16, 17", "4, 4", "-1, -1", "1000, 1000"})
  void shouldKnowWhichOperationAnswers(int request, int reply) {
    assertEquals(reply, PendingReplies.replyOperation(request));
  }

  @Test
  void shouldTakeAnAnswerOnce() throws Exception {
    CompletableFuture<Frame> reply = replies.expect(HEARTBEAT, LONG);
    Frame answer = Frame.of(Operation.HEARTBEAT_REPLY, 7);
    assertTrue(replies.answer(answer));
    assertEquals(answer, reply.get());
    assertFalse(replies.answer(answer));
  }

  @Test
  void shouldNotTakeAnotherSequenceOrOperationForTheAnswer() {
    CompletableFuture<Frame> reply = replies.expect(HEARTBEAT, LONG);
    assertFalse(replies.answer(Frame.of(Operation.HEARTBEAT_REPLY, 8)));
    assertFalse(replies.answer(Frame.of(Operation.LOGIN_REPLY, 7)));
    assertFalse(reply.isDone());
  }

  @Test
  void shouldForgetARequestThatWaitedTooLong() {
    CompletableFuture<Frame> reply = replies.expect(HEARTBEAT, Duration.ofMillis(1));
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> reply.get(10, TimeUnit.SECONDS));
    assertEquals(TimeoutException.class, failure.getCause().getClass());
    assertFalse(replies.answer(Frame.of(Operation.HEARTBEAT_REPLY, 7)));
  }

  @Test
  void shouldFailEarlierAndLaterRequestsAfterTheEnd() {
    IllegalStateException end = new IllegalStateException("end");
    CompletableFuture<Frame> earlier = replies.expect(HEARTBEAT, LONG);
    replies.fail(end);
    CompletableFuture<Frame> later = replies.expect(HEARTBEAT, LONG);
    assertEquals(end, assertThrows(ExecutionException.class, earlier::get).getCause());
    assertEquals(end, assertThrows(ExecutionException.class, later::get).getCause());
  }
}

package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.goim.logic.PushRefusedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ErrorAnswersTest {

  private final ErrorAnswers answers = new ErrorAnswers();

  @Test
  void shouldAnswer400ForAParameter() {
    assertAnswer(
        400,
        "{\"code\":-400,\"message\":\"parameter keys is missing\"}",
        BadParameterException.missing("keys"));
  }

  @Test
  void shouldEscapeWhatTheCallerSent() {
    assertAnswer(
        400,
        "{\"code\":-400,\"message\":\"query has a malformed escape in \\\"\\\"\\\\\\\"\"}",
        BadParameterException.malformedQuery("\"\\"));
  }

  @Test
  void shouldAnswer413ForABodyOverTheLimit() {
    assertAnswer(
        413,
        "{\"code\":-400,\"message\":\"body is larger than 1000000 bytes\"}",
        new BodyTooLargeException(1_000_000));
  }

  @Test
  void shouldAnswer503WhenTheQueueRefuses() {
    assertAnswer(
        503,
        "{\"code\":-500,\"message\":\"the push was not accepted: queue is full\"}",
        new PushRefusedException("queue is full", null));
  }

  @Test
  void shouldAnswer404And405InJson() {
    assertAnswer(
        404, "{\"code\":-404,\"message\":\"no such path\"}", new NotFoundException("HTTP 404"));
    Response answer =
        assertAnswer(
            405,
            "{\"code\":-405,\"message\":\"method not allowed\"}",
            new NotAllowedException("POST"));
    assertEquals("POST", answer.getHeaderString("Allow"));
  }

  @Test
  void shouldAnswer400WhenTheCallerBreaksOff() {
    assertAnswer(
        400,
        "{\"code\":-400,\"message\":\"the request is not complete\"}",
        new IOException("reset"));
  }

  @Test
  void shouldTellNothingOfAFaultOfOurs() {
    Logger log = Logger.getLogger(ErrorAnswers.class.getName());
    log.setLevel(Level.OFF);
    try {
      Response answer =
          assertAnswer(
              500,
              "{\"code\":-500,\"message\":\"server error\"}",
              new IllegalStateException("secret"));
      assertFalse(text(answer).contains("secret"));
    } finally {
      log.setLevel(null);
    }
  }

  private Response assertAnswer(int status, String json, Throwable failure) {
    Response answer = answers.toResponse(failure);
    assertEquals(status, answer.getStatus());
    assertEquals(json, text(answer));
    assertEquals("application/json; charset=utf-8", answer.getHeaderString("Content-Type"));
    assertEquals("no-store", answer.getHeaderString("Cache-Control"));
    return answer;
  }

  private static String text(Response answer) {
    return new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8);
  }
}

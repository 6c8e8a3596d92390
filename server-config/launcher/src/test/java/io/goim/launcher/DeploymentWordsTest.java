package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentWordsTest {
  private final DeploymentWords words = DeploymentWords.listen();

  @AfterEach
  void stopListening() {
    words.close();
  }

  @Test
  void shouldPreferTheInnermostCauseOfTheFirstError() {
    publish(Level.WARNING, "before", new IllegalStateException("a warning"));
    publish(Level.SEVERE, "deploy", new RuntimeException(new IllegalStateException("no disk")));
    publish(Level.SEVERE, "after", new IllegalStateException("a consequence"));

    assertEquals("no disk", words.explanation());
  }

  @Test
  void shouldTakeAWarningWhenNoErrorHasACause() {
    publish(Level.SEVERE, "failed", null);
    publish(Level.WARNING, "before", new IllegalStateException("a warning"));

    assertEquals("a warning", words.explanation());
  }

  @Test
  void shouldTakeTheLastWordsWhenThereIsNoException() {
    publish(Level.WARNING, "one", null);
    publish(Level.SEVERE, "two", null);

    assertEquals("two", words.explanation());
  }

  @Test
  void shouldNotListenToOrdinaryMessages() {
    publish(Level.INFO, "hello", new IllegalStateException("no failure"));

    assertEquals("the server gave no reason", words.explanation());
  }

  @Test
  void shouldNameTheClassWhenTheMessageSaysNothing() {
    publish(Level.SEVERE, "", new NoClassDefFoundError("goim/x"));

    assertEquals("java.lang.NoClassDefFoundError: goim/x", words.explanation());
  }

  @Test
  void shouldTakePayarasWrapperOffACdiFailure() {
    assertEquals(
        "2 settings are wrong\n  a -- b",
        DeploymentWords.plain(
            "CDI deployment failure:2 settings are wrong\n  a -- b -- 2 settings are wrong\n"
                + "  a -- b"));
    assertEquals("one -- two", DeploymentWords.plain("CDI deployment failure:one -- two"));
    assertEquals("other", DeploymentWords.plain("other"));
  }

  @Test
  void shouldNotLoseItselfInACircleOfCauses() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);

    assertEquals("a", Cause.deepest(a));
  }

  private void publish(Level level, String message, Throwable thrown) {
    LogRecord record = new LogRecord(level, message);
    record.setThrown(thrown);
    words.publish(record);
  }
}

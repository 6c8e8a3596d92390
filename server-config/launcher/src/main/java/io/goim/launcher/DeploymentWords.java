package io.goim.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Listens to the log while something is deployed: the only place where the container says why it
 * failed. Thread safe.
 */
final class DeploymentWords extends Handler implements AutoCloseable {
  private static final int KEPT = 200;
  private static final String CDI = "CDI deployment failure:";
  private static final String REPEATED = " -- ";

  private final List<LogRecord> records = new ArrayList<>();

  private DeploymentWords() {
    setLevel(Level.WARNING);
  }

  static DeploymentWords listen() {
    DeploymentWords words = new DeploymentWords();
    Logger.getLogger("").addHandler(words);
    return words;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (isLoggable(record) && records.size() < KEPT) {
      records.add(record);
    }
  }

  /**
   * The most telling sentence: the innermost cause of the first failure that came with an exception,
   * errors before warnings, or else the last thing that was said.
   */
  synchronized String explanation() {
    return firstThrown(Level.SEVERE)
        .or(() -> firstThrown(Level.WARNING))
        .or(this::last)
        .orElse("the server gave no reason");
  }

  private Optional<String> firstThrown(Level level) {
    return records.stream()
        .filter(record -> record.getLevel().equals(level) && record.getThrown() != null)
        .map(record -> plain(Cause.deepest(record.getThrown())))
        .findFirst();
  }

  /** Payara puts its own words in front of a CDI failure and the whole message behind it again. */
  static String plain(String message) {
    if (!message.startsWith(CDI)) {
      return message;
    }
    String words = message.substring(CDI.length()).strip();
    for (int cut = words.indexOf(REPEATED); cut >= 0; cut = words.indexOf(REPEATED, cut + 1)) {
      String first = words.substring(0, cut).strip();
      if (first.equals(words.substring(cut + REPEATED.length()).strip())) {
        return first;
      }
    }
    return words;
  }

  private Optional<String> last() {
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(new SimpleFormatter().formatMessage(records.get(records.size() - 1)).strip());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}

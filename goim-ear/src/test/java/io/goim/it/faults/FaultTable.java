package io.goim.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one table that all faults end up in. NOT thread safe. */
final class FaultTable {

  private static final String[] TITLES = {
    "fault", "queue", "round", "accepted", "refused", "lost", "inverted", "duplicated", "silence"
  };

  private final List<String[]> rows = new ArrayList<>();

  void add(Fault fault, Queue queue, int round, Verdict verdict) {
    rows.add(
        new String[] {
          fault.words(),
          queue.toString(),
          Integer.toString(round),
          Integer.toString(verdict.accepted()),
          Integer.toString(verdict.refused()),
          Integer.toString(verdict.lost()),
          Integer.toString(verdict.inverted()),
          Integer.toString(verdict.duplicated()),
          seconds(verdict.longestSilence())
        });
  }

  /** A fault that could not be tried to the end. */
  void add(Fault fault, String queue, int round, String reason) {
    rows.add(
        new String[] {fault.words(), queue, Integer.toString(round), reason, "", "", "", "", ""});
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    int[] widths = new int[TITLES.length];
    List<String[]> all = new ArrayList<>(rows);
    all.add(0, TITLES);
    for (String[] row : all) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : all) {
      for (int i = 0; i < row.length; i++) {
        String format = (i < 2 ? "| %-" : "| %") + widths[i] + "s ";
        text.append(String.format(Locale.ROOT, format, row[i]));
      }
      text.append("|\n");
      if (row == TITLES) {
        for (int width : widths) {
          text.append('|').append("-".repeat(width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }
}

package io.goim.it.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What happened when, for the person who has to find out why. Thread safe. */
final class Timeline {

  private final long start = System.nanoTime();
  private final List<Event> events = new ArrayList<>();

  private record Event(long at, String words) {}

  void note(String format, Object... values) {
    noteAt(System.nanoTime(), format, values);
  }

  synchronized void noteAt(long nanos, String format, Object... values) {
    events.add(new Event(nanos, String.format(Locale.ROOT, format, values)));
  }

  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    events.stream()
        .sorted(Comparator.comparingLong(Event::at))
        .forEach(
            event ->
                text.append(
                    String.format(
                        Locale.ROOT, "%9.3f s  %s%n", (event.at - start) / 1e9, event.words)));
    return text.toString();
  }
}

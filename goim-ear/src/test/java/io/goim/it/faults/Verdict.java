package io.goim.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the {@link Oracle} found. NOT thread safe; filled by the oracle, read afterwards. */
final class Verdict {

  private static final int SHOWN = 20;

  private final Map<Push.Outcome, Integer> outcomes = new EnumMap<>(Push.Outcome.class);
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Finding> inverted = new ArrayList<>();
  private final List<Finding> duplicated = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();
  private final Set<String> excused;

  /** What one client misses of one target; the first was pushed at a time in nanoseconds. */
  record Gap(String watcher, Target target, long at, List<Push> pushes) {

    /** Numbers that follow each other as one range, with the node that accepted the first. */
    String words() {
      StringBuilder words = new StringBuilder();
      for (int i = 0; i < pushes.size(); i++) {
        int first = pushes.get(i).number();
        while (i + 1 < pushes.size() && pushes.get(i + 1).number() == pushes.get(i).number() + 1) {
          i++;
        }
        int last = pushes.get(i).number();
        words.append(' ').append(first).append(last > first ? "-" + last : "");
      }
      return watcher
          + " misses "
          + pushes.size()
          + " of "
          + target
          + ", the first accepted by "
          + pushes.get(0).said()
          + ":"
          + words;
    }
  }

  /** Something wrong, at a time in nanoseconds. */
  record Finding(long at, String words) {}

  /** A time without a push of one target at one client, from a time in nanoseconds on. */
  record Silence(String watcher, Target target, long from, Duration length) {}

  /**
   * A verdict that finds nothing yet.
   *
   * @param excused clients that may be silent, and kinds of targets that may
   */
  Verdict(Set<String> excused) {
    this.excused = excused;
  }

  void count(Push.Outcome outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  void lost(String watcher, Target target, List<Push> pushes) {
    gaps.add(new Gap(watcher, target, pushes.get(0).called(), pushes));
  }

  void inverted(Visit visit, Visit.Receipt receipt, int higher) {
    inverted.add(
        new Finding(
            receipt.at(),
            visit + " got " + receipt.target().body(receipt.number()) + " behind " + higher));
  }

  void duplicated(Visit visit, Visit.Receipt receipt) {
    duplicated.add(
        new Finding(
            receipt.at(), visit + " got " + receipt.target().body(receipt.number()) + " again"));
  }

  void silence(String watcher, Target target, long from, long nanos) {
    if (!excused.contains(watcher) && !excused.contains(target.kind().name())) {
      silences.add(new Silence(watcher, target, from, Duration.ofNanos(Math.max(0, nanos))));
    }
  }

  int accepted() {
    return outcomes.getOrDefault(Push.Outcome.ACCEPTED, 0);
  }

  /** Refused, or not answered. */
  int refused() {
    return outcomes.getOrDefault(Push.Outcome.REFUSED, 0)
        + outcomes.getOrDefault(Push.Outcome.UNKNOWN, 0);
  }

  int lost() {
    return gaps.stream().mapToInt(gap -> gap.pushes().size()).sum();
  }

  int inverted() {
    return inverted.size();
  }

  int duplicated() {
    return duplicated.size();
  }

  Duration longestSilence() {
    return silences.stream()
        .map(Silence::length)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Writes the findings between the other events of the run. */
  void tell(Timeline timeline) {
    gaps.forEach(gap -> timeline.noteAt(gap.at(), "LOST: %s", gap.words()));
    tell(timeline, "INVERTED", inverted);
    tell(timeline, "DUPLICATED", duplicated);
    silences.stream()
        .sorted(Comparator.comparing(Silence::length).reversed())
        .limit(5)
        .forEach(
            silence ->
                timeline.noteAt(
                    silence.from(),
                    "SILENCE of %d ms at %s for %s begins",
                    silence.length().toMillis(),
                    silence.watcher(),
                    silence.target()));
  }

  private static void tell(Timeline timeline, String title, List<Finding> findings) {
    findings.stream()
        .limit(SHOWN)
        .forEach(finding -> timeline.noteAt(finding.at(), "%s: %s", title, finding.words()));
    if (findings.size() > SHOWN) {
      timeline.note("%s: %d more", title, findings.size() - SHOWN);
    }
  }
}

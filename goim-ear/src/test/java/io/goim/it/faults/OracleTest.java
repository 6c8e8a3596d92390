package io.goim.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The oracle sees what is wrong, and only that. Times are milliseconds here. */
class OracleTest {

  private static final Target ROOM = new Target(Target.Kind.ROOM, "r");
  private static final Target KEY = new Target(Target.Kind.KEY, "k");
  private static final long NEVER = -1;

  private final List<Push> pushes = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();

  @Test
  void shouldFindNothingWhenAllArrived() {
    accepted(1, 100);
    accepted(2, 200);
    visit("a", 0, NEVER, false, at(1, 110), at(2, 210));
    Verdict verdict = judge(300);
    assertEquals(2, verdict.accepted());
    assertEquals(0, verdict.lost());
    assertEquals(0, verdict.inverted());
    assertEquals(0, verdict.duplicated());
  }

  @Test
  void shouldFindAGap() {
    accepted(1, 100);
    accepted(2, 200);
    accepted(3, 300);
    visit("a", 0, NEVER, false, at(1, 110), at(3, 310));
    assertEquals(1, judge(400).lost());
  }

  @Test
  void shouldCountAGapAtEachClient() {
    accepted(1, 100);
    visit("a", 0, NEVER, false);
    visit("b", 0, NEVER, false);
    assertEquals(2, judge(200).lost());
  }

  @Test
  void shouldExpectOnlyWhatWasAccepted() {
    push(1, 100, Push.Outcome.REFUSED);
    push(2, 200, Push.Outcome.UNKNOWN);
    visit("a", 0, NEVER, false);
    Verdict verdict = judge(300);
    assertEquals(0, verdict.lost());
    assertEquals(2, verdict.refused());
  }

  @Test
  void shouldExpectNothingFromBeforeTheLogin() {
    accepted(1, 100);
    visit("a", 101, NEVER, false);
    assertEquals(0, judge(200).lost());
  }

  @Test
  void shouldExpectEverythingThatWasNotOnItsWayWhenTheClientClosed() {
    accepted(1, 4_700);
    accepted(2, 4_800);
    visit("a", 0, 5_000, false);
    assertEquals(1, judge(6_000).lost());
  }

  @Test
  void shouldForgiveTheLastSecondOfABrokenConnection() {
    accepted(1, 3_900);
    accepted(2, 4_100);
    visit("a", 0, 5_000, true);
    assertEquals(1, judge(6_000).lost());
  }

  @Test
  void shouldTakeALateArrivalOnTheNextConnection() {
    accepted(1, 100);
    visit("a", 0, 5_000, true);
    visit("a", 6_000, NEVER, false, at(1, 6_100));
    assertEquals(0, judge(7_000).lost());
  }

  @Test
  void shouldExpectEverythingAcrossAnOverlap() {
    accepted(1, 4_990);
    visit("a", 0, 5_000, true);
    visit("a", 4_500, NEVER, false);
    assertEquals(1, judge(6_000).lost());
  }

  @Test
  void shouldExpectNothingBetweenTwoConnections() {
    accepted(1, 5_500);
    visit("a", 0, 5_000, false);
    visit("a", 6_000, NEVER, false);
    assertEquals(0, judge(7_000).lost());
  }

  @Test
  void shouldFindAnInversion() {
    accepted(1, 100);
    accepted(2, 200);
    visit("a", 0, NEVER, false, at(2, 210), at(1, 220));
    Verdict verdict = judge(300);
    assertEquals(1, verdict.inverted());
    assertEquals(0, verdict.lost());
  }

  @Test
  void shouldForgiveALateNumberThatNobodyAccepted() {
    push(1, 100, Push.Outcome.UNKNOWN);
    accepted(2, 200);
    visit("a", 0, NEVER, false, at(2, 210), at(1, 220));
    assertEquals(0, judge(300).inverted());
  }

  @Test
  void shouldFindADoubleThatIsNoInversion() {
    accepted(1, 100);
    accepted(2, 200);
    visit("a", 0, NEVER, false, at(1, 110), at(2, 210), at(1, 220));
    Verdict verdict = judge(300);
    assertEquals(1, verdict.duplicated());
    assertEquals(0, verdict.inverted());
  }

  @Test
  void shouldNotMixTwoConnections() {
    accepted(1, 100);
    accepted(2, 200);
    visit("a", 0, NEVER, false, at(1, 110), at(2, 210));
    visit("a", 50, NEVER, false, at(1, 120), at(2, 220));
    Verdict verdict = judge(300);
    assertEquals(0, verdict.inverted());
    assertEquals(0, verdict.duplicated());
  }

  @Test
  void shouldMeasureSilenceBetweenReceipts() {
    visit("a", 0, NEVER, false, at(1, 100), at(2, 2_100), at(3, 2_200));
    assertEquals(Duration.ofSeconds(2), judge(2_300).longestSilence());
  }

  @Test
  void shouldMeasureSilenceUntilTheEnd() {
    visit("a", 0, NEVER, false, at(1, 100));
    assertEquals(Duration.ofMillis(900), judge(1_000).longestSilence());
  }

  @Test
  void shouldCountTheTimeWithoutConnectionAsSilence() {
    visit("a", 0, 1_000, true, at(1, 900));
    visit("a", 3_000, NEVER, false, at(2, 3_100));
    assertEquals(Duration.ofMillis(2_200), judge(3_200).longestSilence());
  }

  @Test
  void shouldNotCountWhatAClientNoLongerWants() {
    visits.add(new Visit("a", "n", Set.of(KEY, ROOM), 0, millis(100), false, List.of()));
    visit("a", 50, NEVER, false, at(1, 60), at(2, 150));
    assertEquals(Duration.ofMillis(100), judge(200).longestSilence());
  }

  @Test
  void shouldExcuseTheSilenceOfSomeAndNotTheirGaps() {
    accepted(1, 100);
    visit("frozen", 0, NEVER, false);
    visit("a", 0, NEVER, false, at(1, 120));
    Verdict verdict = judge(220);
    assertEquals(Duration.ofMillis(120), verdict.longestSilence());
    assertEquals(1, verdict.lost());
  }

  private void accepted(int number, long when) {
    push(number, when, Push.Outcome.ACCEPTED);
  }

  /** A call of 5 ms. */
  private void push(int number, long when, Push.Outcome outcome) {
    pushes.add(new Push(number, millis(when), millis(when + 5), outcome, "n"));
  }

  private void visit(
      String watcher, long login, long end, boolean broken, Visit.Receipt... receipts) {
    long until = end == NEVER ? Visit.OPEN : millis(end);
    visits.add(
        new Visit(watcher, "n", Set.of(ROOM), millis(login), until, broken, List.of(receipts)));
  }

  private static Visit.Receipt at(int number, long when) {
    return new Visit.Receipt(ROOM, number, millis(when));
  }

  private Verdict judge(long stop) {
    return Oracle.judge(Map.of(ROOM, pushes), visits, 0, millis(stop), Set.of("frozen"));
  }

  private static long millis(long milliseconds) {
    return Duration.ofMillis(milliseconds).toNanos();
  }
}

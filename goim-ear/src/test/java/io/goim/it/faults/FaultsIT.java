package io.goim.it.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault under every queue, five times; run by {@code mvn verify -Pfaults}. {@code
 * -Dgoim.faults.rounds=1}, {@code -Dgoim.faults.only=drain,cut} and {@code -Dgoim.faults.queues=kafka}
 * make it less, {@code -Dgoim.faults.rate=20} makes more pushes a second to each target.
 */
@Tag("faults")
class FaultsIT {

  private static final int PER_SECOND = Integer.getInteger("goim.faults.rate", 10);

  private static FaultSuite suite;

  @BeforeAll
  static void begin() {
    suite = new FaultSuite("faults", true, PER_SECOND);
  }

  @AfterAll
  static void end() throws IOException {
    suite.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldLoseAndInvertNothing() {
    int rounds = Integer.getInteger("goim.faults.rounds", 5);
    return IntStream.rangeClosed(1, rounds).boxed().flatMap(FaultsIT::round);
  }

  private static Stream<DynamicTest> round(int round) {
    List<DynamicTest> tests = new ArrayList<>();
    for (QueueKind kind : Arrays.asList(QueueKind.values())) {
      for (Fault fault : Faults.ALL) {
        if (fault.queues().contains(kind)
            && FaultSuite.isWanted(fault)
            && FaultSuite.isWanted(kind)) {
          tests.add(suite.test(fault.name(), kind, round));
        }
      }
    }
    return tests.stream();
  }
}

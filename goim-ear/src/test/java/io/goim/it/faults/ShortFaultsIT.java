package io.goim.it.faults;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The faults that tell most, once and with short outages, for every build. */
@Tag("faults-short")
class ShortFaultsIT {

  private static final int PER_SECOND = 10;

  private static FaultSuite suite;

  @BeforeAll
  static void begin() {
    suite = new FaultSuite("faults-short", false, PER_SECOND);
  }

  @AfterAll
  static void end() throws IOException {
    suite.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldLoseAndInvertNothing() {
    return List.of(
        suite.test("freeze-first", QueueKind.EMBEDDED, 1),
        suite.test("kill-consumer", QueueKind.EMBEDDED, 1),
        suite.test("drain", QueueKind.EMBEDDED, 1),
        suite.test("broker-restart", QueueKind.KAFKA, 1),
        suite.test("kill-consumer", QueueKind.KAFKA, 1))
        .stream();
  }
}

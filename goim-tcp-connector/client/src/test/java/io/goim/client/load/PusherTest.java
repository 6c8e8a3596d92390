package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PusherTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void shouldDateEachPushByItsScheduleHoweverLateItGoesOut() throws IOException {
    try (FakeGoim server = new FakeGoim(false, FakeGoim.Fault.NONE)) {
      // Ten of twenty pushes are late already.
      Schedule schedule = new Schedule(System.nanoTime() - SECOND, 10);
      long end = schedule.due(20);

      run(server, schedule, schedule.start(), end, "--rate", "10");

      List<Long> dues = new ArrayList<>();
      for (byte[] body : server.bodies()) {
        dues.add(PushBody.due(body, 0));
        assertEquals(dues.size(), PushBody.number(body, 0));
      }
      for (int i = 0; i < dues.size(); i++) {
        assertEquals(schedule.due(i), dues.get(i));
      }
    }
  }

  @Test
  void shouldShowItsApiKey() throws IOException {
    try (FakeGoim server = new FakeGoim(false, FakeGoim.Fault.NONE)) {
      Schedule schedule = new Schedule(System.nanoTime() - SECOND, 10);

      run(server, schedule, schedule.start(), schedule.due(11), "--api-key", "k1");

      assertTrue(server.lastHead().contains("\r\nX-Api-Key: k1\r\n"), server.lastHead());
    }
  }

  @Test
  void shouldNotStretchTheRunForPushesItCouldNotMake() throws IOException {
    try (FakeGoim server = new FakeGoim(false, FakeGoim.Fault.NONE)) {
      Schedule schedule = new Schedule(System.nanoTime() - 10 * SECOND, 10);

      Pusher pusher = run(server, schedule, schedule.due(5), schedule.due(20));

      assertEquals(0, pusher.sent());
      assertEquals(15, pusher.notSent());
      assertEquals(List.of(), server.bodies());
    }
  }

  @Test
  void shouldMakeEveryNthPushAndNumberThoseAfterTheWarmUp() throws IOException {
    try (FakeGoim server = new FakeGoim(false, FakeGoim.Fault.NONE)) {
      Schedule schedule = new Schedule(System.nanoTime(), 10);

      Pusher pusher =
          run(server, schedule, schedule.due(5), schedule.due(11), "--http-connections", "3");

      // Lane 1 has 1, 4, 7 and 10; the first two are warm-up. A slow machine makes the first of
      // them.
      List<String> all = List.of("1 0 100", "1 0 400", "1 1 700", "1 2 1000");
      List<String> pushes = new ArrayList<>();
      for (byte[] body : server.bodies()) {
        pushes.add(
            PushBody.lane(body, 0)
                + " "
                + PushBody.number(body, 0)
                + " "
                + (PushBody.due(body, 0) - schedule.start()) / 1_000_000);
      }
      assertEquals(all.subList(0, pushes.size()), pushes);
      assertEquals(pushes.size(), pusher.pushed());
      assertEquals(pusher.sent(), pusher.accepted(0));
      assertEquals(2, pusher.sent() + pusher.notSent());
    }
  }

  /** Runs lane 1 of three or lane 0 of one. */
  private static Pusher run(
      FakeGoim server, Schedule schedule, long measureFrom, long end, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--http", server.api()));
    LoadOptions options = LoadOptions.parse(arguments.toArray(String[]::new));
    int lane = options.httpConnections() == 3 ? 1 : 0;
    Pusher pusher = new Pusher(options, lane, 5, schedule, measureFrom, end);
    pusher.run();
    return pusher;
  }
}

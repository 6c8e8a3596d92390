package io.goim.config;

import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.integer;

import java.time.Duration;
import java.util.List;

/** Settings of {@link DrainSettings}. */
final class DrainCatalogue {
  private static final Duration MAX = Duration.ofMinutes(10);

  static final Setting<Duration> ANNOUNCE =
      Setting.of("goim.drain.announce", duration(Duration.ZERO, MAX), "500ms")
          .says(
              "Pause after the node says that it is not ready and before clients are sent away. Other"
                  + " nodes know within milliseconds, the default leaves room for a busy grid; a load"
                  + " balancer that asks `/health/ready` every 5 s needs more than 5 s.");

  static final Setting<Integer> RATE =
      Setting.of("goim.drain.rate", integer(1, 1_000_000), "500")
          .says(
              "Clients told to go elsewhere in a second. A login costs a node 10 times a push, so the"
                  + " other nodes must not get all at once; the default empties a node of 20,000"
                  + " clients in 46 s. A node with too many for the time limit goes faster by itself.");

  static final Setting<Duration> OVERLAP =
      Setting.of("goim.drain.overlap", duration(Duration.ZERO, MAX), "5s")
          .says(
              "How long a client that was told is still served, so that it can log in elsewhere first"
                  + " and miss nothing: its delay, a connection over a mobile network, a login."
                  + " Without another node clients are closed as soon as they are told.");

  static final Setting<Duration> MAX_DELAY =
      Setting.of("goim.drain.max-delay", duration(Duration.ZERO, MAX), "3s")
          .says(
              "Each client is asked to wait a random time up to this before it connects elsewhere. It"
                  + " must end before the overlap does, or clients are closed before they are back.");

  static final Setting<Duration> TIMEOUT =
      Setting.of("goim.drain.timeout", duration(Duration.ofSeconds(1), Duration.ofHours(1)), "60s")
          .says(
              "Longest time for a drain. What is not done by then is left to the stop of the node,"
                  + " which takes some seconds more. Service managers wait 90 s by default.");

  static final List<Setting<?>> ALL = List.of(ANNOUNCE, RATE, OVERLAP, MAX_DELAY, TIMEOUT);

  private DrainCatalogue() {}

  static DrainSettings read(SettingReader reader) {
    DrainSettings drain =
        new DrainSettings(
            reader.get(ANNOUNCE),
            reader.get(RATE),
            reader.get(OVERLAP),
            reader.get(MAX_DELAY),
            reader.get(TIMEOUT));
    check(reader, drain);
    return drain;
  }

  private static void check(SettingReader reader, DrainSettings drain) {
    boolean overlaps = !drain.overlap().isZero();
    if (overlaps && drain.maxDelay().compareTo(drain.overlap()) >= 0) {
      reader.problem(
          MAX_DELAY,
          Say.duration(drain.maxDelay()),
          "must be shorter than " + OVERLAP.key() + ", which is " + Say.duration(drain.overlap()));
    }
    if (drain.announce().plus(drain.overlap()).compareTo(drain.timeout()) >= 0) {
      reader.problem(
          TIMEOUT,
          Say.duration(drain.timeout()),
          "must be longer than "
              + ANNOUNCE.key()
              + " and "
              + OVERLAP.key()
              + " together, which are "
              + Say.duration(drain.announce().plus(drain.overlap())));
    }
  }
}

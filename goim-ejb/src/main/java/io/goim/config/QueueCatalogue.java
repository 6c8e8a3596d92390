package io.goim.config;

import static io.goim.config.SettingTypes.bool;
import static io.goim.config.SettingTypes.choice;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.size;

import java.time.Duration;
import java.util.List;

/** Settings of {@link QueueSettings}. */
final class QueueCatalogue {
  private static final long MB = 1024 * 1024;

  static final Setting<QueueKind> QUEUE =
      Setting.of("goim.queue", choice(QueueKind.class), "embedded")
          .says(
              "Where accepted pushes wait: `embedded` is the broker inside the node, `artemis` a"
                  + " broker of your own, `kafka` a Kafka topic; both have settings below. All nodes of a"
                  + " cluster need the same.");

  static final Setting<Boolean> JOURNAL_SYNC =
      Setting.of("goim.queue.journal-sync", bool(), "false")
          .says(
              "Whether every accepted push is forced to the disk. Without it pushes survive the death"
                  + " of the process, as the kernel has them, but not a power cut. With it a push"
                  + " call takes one disk write longer (3.5 ms measured; 280 a second from one"
                  + " caller, 3,500 from 16 together, instead of 11,000).");

  static final Setting<Long> MAX_BYTES =
      Setting.of("goim.queue.max-bytes", size(MB, 64L * 1024 * MB), "256MB")
          .says(
              "Most bytes waiting in the embedded broker, all in memory. When it is full, push calls"
                  + " are answered with 503.");

  static final Setting<Duration> SEND_TIMEOUT =
      Setting.of(
              "goim.queue.send-timeout",
              duration(Duration.ofMillis(50), Duration.ofMinutes(5)),
              "2s")
          .says("Longest time a push call waits for the queue before it is answered with 503.");

  static final Setting<Integer> ORDER_GROUPS =
      Setting.of("goim.queue.order-groups", integer(1, 65_536), "256")
          .says(
              "Message groups that keys and rooms are spread over. Order is kept within a group;"
                  + " more groups spread more evenly over the consumers.");

  static final Setting<Integer> CONSUMERS =
      Setting.of("goim.queue.consumers", integer(1, 256), "4")
          .says("Sessions that the job consumes with; each serves its groups one push at a time.");

  static final Setting<Duration> BACKLOG_DELAY =
      Setting.of("goim.queue.backlog-delay", duration(Duration.ZERO, Duration.ofMinutes(10)), "3s")
          .says(
              "How long pushes that were found in the queue at start wait, so that their clients are"
                  + " back before they are sent.");

  static final List<Setting<?>> ALL =
      List.of(QUEUE, JOURNAL_SYNC, MAX_BYTES, SEND_TIMEOUT, ORDER_GROUPS, CONSUMERS, BACKLOG_DELAY);

  private QueueCatalogue() {}

  static QueueSettings read(SettingReader reader) {
    return new QueueSettings(
        reader.get(QUEUE),
        reader.get(JOURNAL_SYNC),
        reader.get(MAX_BYTES),
        reader.get(SEND_TIMEOUT),
        reader.get(ORDER_GROUPS),
        reader.get(CONSUMERS),
        reader.get(BACKLOG_DELAY));
  }
}

package io.goim.config;

import static io.goim.config.SettingTypes.size;

import java.util.List;

/** Settings of {@link ClusterSettings}. */
final class ClusterCatalogue {
  private static final long MB = 1024 * 1024;

  static final Setting<Long> BACKLOG_BYTES =
      Setting.of("goim.cluster.backlog-bytes", size(MB, 4096L * MB), "64MB")
          .says(
              "Most bytes of pushes that wait for one other node which is slow or frozen: half a"
                  + " minute of 20,000 small pushes a second. Beyond it pushes for the clients of that"
                  + " node are dropped and counted; nobody waits for it.");

  static final List<Setting<?>> ALL = List.of(BACKLOG_BYTES);

  private ClusterCatalogue() {}

  static ClusterSettings read(SettingReader reader) {
    return new ClusterSettings(reader.get(BACKLOG_BYTES));
  }
}

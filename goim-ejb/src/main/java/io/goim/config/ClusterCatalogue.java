package io.goim.config;

import static io.goim.config.SettingTypes.secretOrNone;
import static io.goim.config.SettingTypes.size;

import java.util.List;

/** Settings of {@link ClusterSettings}, and the secret, which is the launcher's to use. */
final class ClusterCatalogue {
  private static final long MB = 1024 * 1024;

  static final Setting<Long> BACKLOG_BYTES =
      Setting.of("goim.cluster.backlog-bytes", size(MB, 4096L * MB), "64MB")
          .says(
              "Most bytes of pushes that wait for one other node which is slow or frozen: half a"
                  + " minute of 20,000 small pushes a second. Beyond it pushes for the clients of that"
                  + " node are dropped and counted; nobody waits for it.");

  static final Setting<String> SECRET =
      Setting.computed("goim.cluster.secret", secretOrNone(32), "none on loopback")
          .hidden()
          .says(
              "A text that every node of the cluster has: whoever connects to the grid's port must know"
                  + " it. A node that is bound to anything but loopback does not start without it;"
                  + " `none` says that something else keeps strangers from the port. Works with"
                  + " `server-config/run` only. An environment variable, `GOIM_CLUSTER_SECRET`, keeps it"
                  + " out of files. docs/SECURITY.md says more.");

  static final List<Setting<?>> ALL = List.of(BACKLOG_BYTES, SECRET);

  private ClusterCatalogue() {}

  static ClusterSettings read(SettingReader reader) {
    reader.get(SECRET, () -> "");
    return new ClusterSettings(reader.get(BACKLOG_BYTES));
  }
}

package io.goim.ops;

import io.goim.config.CometSettings;
import io.goim.config.LimitSettings;
import io.goim.config.LogicSettings;
import io.goim.config.NodeSettings;
import io.goim.config.ProxySettings;
import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.config.Role;
import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings for tests. */
public final class Samples {

  private Samples() {}

  /** A node with every role. */
  public static NodeSettings node(String host, Path data) {
    return node(host, data, Set.of(Role.values()));
  }

  /** A node with some roles. */
  public static NodeSettings node(String host, Path data, Set<Role> roles) {
    return new NodeSettings(
        host, "sh", "sh001", "dev", 10, List.of("10.0.0.1"), false, roles, "127.0.0.1", 0, data);
  }

  /** Connections a key and a user may have. */
  public static CometSettings comet(int perKey, int perMid) {
    return new CometSettings(
        0,
        0,
        0,
        false,
        List.of(),
        List.of(),
        1,
        1,
        0,
        0,
        false,
        128,
        65_536,
        Duration.ofSeconds(8),
        Duration.ofMinutes(4),
        2,
        100,
        100_000,
        Duration.ofSeconds(5),
        perKey,
        perMid,
        65_536,
        Duration.ZERO,
        1000,
        Duration.ofSeconds(1),
        Origins.ANY,
        Set.of(),
        Duration.ofSeconds(10),
        1,
        LimitSettings.NONE,
        ProxySettings.NONE);
  }

  /** Sessions that expire after this long, goim's defaults otherwise. */
  public static LogicSettings logic(Duration sessionExpiry) {
    return new LogicSettings(
        3111,
        "conn.goim.io",
        ".goim.io",
        3101,
        3102,
        3103,
        Duration.ofMinutes(4),
        2,
        1.6,
        300,
        3,
        1.8,
        0.3,
        Map.of(),
        sessionExpiry,
        Duration.ofSeconds(10),
        1_000_000);
  }

  /** A queue that holds so many bytes. */
  public static QueueSettings queue(long maxBytes) {
    return new QueueSettings(
        QueueKind.EMBEDDED, false, maxBytes, Duration.ofSeconds(5), 64, 4, Duration.ofSeconds(3));
  }
}

package io.goim.web.push;

import io.goim.access.ApiAccess;
import io.goim.config.ApiAuth;
import io.goim.config.ApiSettings;
import io.goim.config.LogicSettings;
import io.goim.config.NodeSettings;
import io.goim.ops.Counters;
import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings for tests: goim's defaults and a small body limit. */
final class Settings {

  static final int MAX_BODY = 100;

  private Settings() {}

  static LogicSettings logic() {
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
        Duration.ofMinutes(30),
        Duration.ofSeconds(10),
        MAX_BODY);
  }

  static NodeSettings node(String host) {
    return new NodeSettings(
        host, "", "", "", 10, List.of(), false, Set.of(), "127.0.0.1", 0, Path.of("data"));
  }

  /** A door that is open. */
  static ApiAccess access() {
    ApiSettings open =
        new ApiSettings(
            ApiAuth.NONE, true, List.of(), null, new Origins(List.of("https://app.example.org")));
    return new ApiAccess(open, null, new Counters());
  }
}

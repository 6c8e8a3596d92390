package io.goim.web.push;

import io.goim.config.LogicSettings;
import java.time.Duration;
import java.util.Map;

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
}

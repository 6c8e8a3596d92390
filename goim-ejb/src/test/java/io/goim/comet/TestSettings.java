package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.config.LimitSettings;
import io.goim.config.NodeSettings;
import io.goim.config.ProxySettings;
import io.goim.config.Role;
import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Settings for tests: small round numbers, each of which a test may change. */
final class TestSettings {

  List<Path> certificates = List.of();
  Duration handshakeTimeout = Duration.ofSeconds(8);
  Duration heartbeat = Duration.ofMinutes(4);
  int heartbeatMax = 2;
  int outboxMessages = 10;
  int outboxBytes = 100_000;
  Duration slowClientTimeout = Duration.ofSeconds(20);
  int passBytes = 1_000_000;
  Duration hold = Duration.ZERO;
  int queuedPushes = 1_000;
  Set<Long> tracedMids = Set.of();
  LimitSettings limits = LimitSettings.NONE;
  ProxySettings proxies = ProxySettings.NONE;

  CometSettings comet() {
    return new CometSettings(
        3101,
        3102,
        3103,
        false,
        certificates,
        certificates,
        2,
        1,
        4096,
        8192,
        true,
        128,
        9000,
        handshakeTimeout,
        heartbeat,
        heartbeatMax,
        outboxMessages,
        outboxBytes,
        slowClientTimeout,
        1,
        0,
        passBytes,
        hold,
        queuedPushes,
        Duration.ofSeconds(3),
        Origins.ANY,
        tracedMids,
        Duration.ofSeconds(10),
        1,
        limits,
        proxies);
  }

  static NodeSettings node(Role... roles) {
    return new NodeSettings(
        "node-1", "", "", "", 10, List.of(), false, Set.of(roles), "127.0.0.1", 0, Path.of("data"));
  }
}

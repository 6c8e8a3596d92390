package io.goim.config;

import static io.goim.config.SettingTypes.decimal;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.lists;
import static io.goim.config.SettingTypes.port;
import static io.goim.config.SettingTypes.portOrOff;
import static io.goim.config.SettingTypes.size;
import static io.goim.config.SettingTypes.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of {@link LogicSettings}, and the heartbeat, which comet shares. */
final class LogicCatalogue {
  private static final Duration SECOND = Duration.ofSeconds(1);

  static final Setting<Integer> HTTP_PORT =
      Setting.of("goim.http.port", port(), "3111")
          .goim("httpServer.addr")
          .says(
              "HTTP port: the API, the Jakarta endpoint `/sub`, the demo page, health. On Payara"
                  + " Server the listener is the server's own; set this to its port minus the"
                  + " offset.");

  static final Setting<Duration> HEARTBEAT =
      Setting.of("goim.heartbeat", duration(SECOND, Duration.ofHours(1)), "4m")
          .goim("node.heartbeat")
          .says(
              "How often clients are asked to send a heartbeat. Phones wake up for each; mobile"
                  + " networks forget silent connections after about 5 minutes.");

  static final Setting<Integer> HEARTBEAT_MAX =
      Setting.of("goim.heartbeat-max", integer(1, 100), "2")
          .goim("node.heartbeatMax")
          .says("Heartbeats that may be missed: a client is closed after heartbeat × this.");

  static final Setting<String> DEFAULT_DOMAIN =
      Setting.of("goim.logic.default-domain", text("a host name"), "conn.goim.io")
          .goim("node.defaultDomain")
          .says("Told to clients as `domain`, and as the node when there is none.");

  static final Setting<String> HOST_DOMAIN =
      Setting.of("goim.logic.host-domain", text("the end of a host name"), ".goim.io")
          .goim("node.hostDomain")
          .says("Appended to a node's host name for clients of platform `web`.");

  static final Setting<Integer> TCP_PORT =
      Setting.of("goim.logic.tcp-port", portOrOff(), "3101")
          .goim("node.tcpPort")
          .says("Told to clients; the port in front of the cluster, so the offset is not added.");

  static final Setting<Integer> WEBSOCKET_PORT =
      Setting.of("goim.logic.websocket-port", portOrOff(), "3102")
          .goim("node.wsPort")
          .says("Told to clients, as above.");

  static final Setting<Integer> WEBSOCKET_TLS_PORT =
      Setting.of("goim.logic.websocket-tls-port", portOrOff(), "3103")
          .goim("node.wssPort")
          .says("Told to clients, as above.");

  static final Setting<Double> REGION_WEIGHT =
      Setting.of("goim.logic.region-weight", decimal(0.1, 1000), "1.6")
          .goim("node.regionWeight")
          .says("Factor on the weight of nodes in the client's own region.");

  static final Setting<Duration> BACKOFF_MAX_DELAY =
      Setting.of("goim.logic.backoff.max-delay", duration(SECOND, Duration.ofDays(1)), "300s")
          .goim("backoff.maxDelay")
          .says("Told to clients: longest wait between two tries to connect, in whole seconds.");

  static final Setting<Duration> BACKOFF_BASE_DELAY =
      Setting.of("goim.logic.backoff.base-delay", duration(SECOND, Duration.ofDays(1)), "3s")
          .goim("backoff.baseDelay")
          .says("Told to clients: first wait, in whole seconds.");

  static final Setting<Double> BACKOFF_FACTOR =
      Setting.of("goim.logic.backoff.factor", decimal(1, 100), "1.8")
          .goim("backoff.factor")
          .says("Told to clients: growth of the wait with each try.");

  static final Setting<Double> BACKOFF_JITTER =
      Setting.of("goim.logic.backoff.jitter", decimal(0, 1), "0.3")
          .goim("backoff.jitter")
          .says("Told to clients: random share of the wait, so that they do not all come at once.");

  static final Setting<Map<String, List<String>>> REGIONS =
      Setting.computed(
              "goim.logic.regions",
              lists("regions with their provinces, such as bj=beijing,tianjin;sh=shanghai"),
              "empty")
          .goim("regions")
          .says("Which provinces a region serves.");

  static final Setting<Duration> SESSION_EXPIRY =
      Setting.of(
              "goim.logic.session-expiry",
              duration(Duration.ofSeconds(10), Duration.ofDays(7)),
              "30m")
          .goim("redis.expire")
          .says(
              "Directory entries that nobody refreshed for so long are gone. A node refreshes the"
                  + " entries of live clients well within this time; it matters only for entries"
                  + " whose node vanished unnoticed.");

  static final Setting<Duration> ONLINE_INTERVAL =
      Setting.of(
              "goim.logic.online-interval",
              duration(Duration.ofMillis(100), Duration.ofSeconds(10)),
              "5s")
          .says(
              "How often a node tells the others its online numbers; numbers may be 10 s old at"
                  + " most, the default leaves room for one that is late. goim has 10 s built in.");

  static final Setting<Long> MAX_PUSH_BODY =
      Setting.of("goim.logic.max-push-body", size(1, 16L * 1024 * 1024), "1000000")
          .says("Largest body of a push; larger ones are refused with 413. Kafka's limit in goim.");

  static final List<Setting<?>> ALL =
      List.of(
          HTTP_PORT,
          HEARTBEAT,
          HEARTBEAT_MAX,
          DEFAULT_DOMAIN,
          HOST_DOMAIN,
          TCP_PORT,
          WEBSOCKET_PORT,
          WEBSOCKET_TLS_PORT,
          REGION_WEIGHT,
          BACKOFF_MAX_DELAY,
          BACKOFF_BASE_DELAY,
          BACKOFF_FACTOR,
          BACKOFF_JITTER,
          REGIONS,
          SESSION_EXPIRY,
          ONLINE_INTERVAL,
          MAX_PUSH_BODY);

  private LogicCatalogue() {}

  static LogicSettings read(SettingReader reader, int portOffset) {
    return new LogicSettings(
        Ports.offset(reader.get(HTTP_PORT), portOffset),
        reader.get(DEFAULT_DOMAIN),
        reader.get(HOST_DOMAIN),
        reader.get(TCP_PORT),
        reader.get(WEBSOCKET_PORT),
        reader.get(WEBSOCKET_TLS_PORT),
        reader.get(HEARTBEAT),
        reader.get(HEARTBEAT_MAX),
        reader.get(REGION_WEIGHT),
        Math.toIntExact(reader.get(BACKOFF_MAX_DELAY).toSeconds()),
        Math.toIntExact(reader.get(BACKOFF_BASE_DELAY).toSeconds()),
        reader.get(BACKOFF_FACTOR),
        reader.get(BACKOFF_JITTER),
        reader.get(REGIONS, Map::of),
        reader.get(SESSION_EXPIRY),
        reader.get(ONLINE_INTERVAL),
        reader.get(MAX_PUSH_BODY).intValue());
  }
}

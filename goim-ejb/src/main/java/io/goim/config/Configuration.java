package io.goim.config;

import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting of the node, checked.
 *
 * @param node who the node is
 * @param comet how clients are served
 * @param auth how clients are authenticated
 * @param api who may call the HTTP API
 * @param logic what the HTTP API answers
 * @param queue where pushes wait
 * @param kafka Kafka as the queue
 * @param artemis an Artemis broker of the user's own as the queue
 * @param cluster how nodes deal with each other
 * @param drain how the node is emptied
 * @param regions where clients are
 * @param debug whether connections are logged
 * @param given settings that differ from their defaults, as they were written
 */
record Configuration(
    NodeSettings node,
    CometSettings comet,
    AuthSettings auth,
    ApiSettings api,
    LogicSettings logic,
    QueueSettings queue,
    KafkaSettings kafka,
    ArtemisSettings artemis,
    ClusterSettings cluster,
    DrainSettings drain,
    RegionSettings regions,
    boolean debug,
    Map<Setting<?>, String> given) {

  /** Packet header, and the header of the batch around it on WebSocket. */
  private static final int HEADERS = 32;

  /**
   * Reads and checks everything.
   *
   * @throws ConfigurationException with the whole list of problems
   */
  static Configuration read(Config config, Map<String, String> environment) {
    SettingReader reader = new SettingReader(config, environment);
    NodeSettings node = NodeCatalogue.read(reader);
    CometSettings comet = CometCatalogue.read(reader, node.portOffset());
    AuthSettings auth = AuthCatalogue.read(reader, comet.handshakeTimeout());
    ApiSettings api = ApiCatalogue.read(reader, node.bindAddress());
    LogicSettings logic = LogicCatalogue.read(reader, node.portOffset());
    QueueSettings queue = QueueCatalogue.read(reader);
    KafkaSettings kafka = KafkaCatalogue.read(reader, queue.kind());
    ArtemisSettings artemis = ArtemisCatalogue.read(reader, queue.kind());
    ClusterSettings cluster = ClusterCatalogue.read(reader);
    DrainSettings drain = DrainCatalogue.read(reader);
    RegionSettings regions = RegionCatalogue.read(reader);
    boolean debug = reader.get(NodeCatalogue.DEBUG);
    Ports.check(reader, comet, logic, node.portOffset());
    checkTls(reader, comet);
    checkOutbox(reader, comet, logic);
    checkExpiry(reader, comet, logic);
    UnknownKeys.report(config, reader);
    reader.finish();
    return new Configuration(
        node,
        comet,
        auth,
        api,
        logic,
        queue,
        kafka,
        artemis,
        cluster,
        drain,
        regions,
        debug,
        reader.given());
  }

  private static void checkTls(SettingReader reader, CometSettings comet) {
    int certificates = comet.certificates().size();
    if (certificates != comet.privateKeys().size()) {
      reader.problem(
          CometCatalogue.PRIVATE_KEYS,
          comet.privateKeys().size() + " files",
          "must be as many as "
              + CometCatalogue.CERTIFICATES.key()
              + ", which are "
              + certificates);
    }
    if (comet.tcpTls() && certificates == 0) {
      reader.problem(
          CometCatalogue.TCP_TLS,
          "true",
          "needs " + CometCatalogue.CERTIFICATES.key() + " as well");
    }
  }

  private static void checkOutbox(SettingReader reader, CometSettings comet, LogicSettings logic) {
    if (comet.outboxBytes() < logic.maxPushBody() + HEADERS) {
      reader.problem(
          CometCatalogue.OUTBOX_BYTES,
          Say.size(comet.outboxBytes()),
          "must hold the largest push with its headers, which is "
              + Say.number(logic.maxPushBody() + HEADERS)
              + " bytes; make it larger or "
              + LogicCatalogue.MAX_PUSH_BODY.key()
              + " smaller");
    }
  }

  private static void checkExpiry(SettingReader reader, CometSettings comet, LogicSettings logic) {
    if (logic.sessionExpiry().compareTo(comet.heartbeatTimeout()) <= 0) {
      reader.problem(
          LogicCatalogue.SESSION_EXPIRY,
          Say.duration(logic.sessionExpiry()),
          "must be longer than "
              + LogicCatalogue.HEARTBEAT.key()
              + " × "
              + LogicCatalogue.HEARTBEAT_MAX.key()
              + " = "
              + Say.duration(comet.heartbeatTimeout())
              + ", or live clients cannot be found any more");
    }
  }
}

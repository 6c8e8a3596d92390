package io.goim.config;

import static io.goim.config.SettingTypes.bool;
import static io.goim.config.SettingTypes.bufferSize;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.numbers;
import static io.goim.config.SettingTypes.origins;
import static io.goim.config.SettingTypes.portOrOff;
import static io.goim.config.SettingTypes.readableFiles;
import static io.goim.config.SettingTypes.size;

import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Settings of {@link CometSettings}. */
final class CometCatalogue {
  private static final int KB = 1024;
  private static final int MB = 1024 * KB;

  static final Setting<Integer> TCP_PORT =
      Setting.of("goim.comet.tcp.port", portOrOff(), "3101")
          .goim("tcp.bind")
          .says("TCP listener; 0 switches it off.");

  static final Setting<Boolean> TCP_TLS =
      Setting.of("goim.comet.tcp.tls", bool(), "false")
          .says("Whether the TCP listener speaks TLS, with the certificates below.");

  static final Setting<Integer> WEBSOCKET_PORT =
      Setting.of("goim.comet.websocket.port", portOrOff(), "3102")
          .goim("websocket.bind")
          .says("WebSocket listener; 0 switches it off.");

  static final Setting<Integer> WEBSOCKET_TLS_PORT =
      Setting.of("goim.comet.websocket.tls-port", portOrOff(), "3103")
          .goim("websocket.tlsBind, websocket.tlsOpen")
          .says("WebSocket listener with TLS; off as long as there is no certificate.");

  static final Setting<Long> MAX_MESSAGE =
      Setting.of("goim.comet.websocket.max-message", size(4112, 16 * MB), "32KB")
          .says(
              "Largest WebSocket message of a client. A binary one needs 4,112 bytes at most; the"
                  + " default leaves room for a text message in which every character of a 4 KB body"
                  + " is escaped.");

  static final Setting<List<Path>> CERTIFICATES =
      Setting.computed("goim.comet.certificates", readableFiles("PEM files"), "none")
          .goim("websocket.certFile")
          .says("Certificate chains, one file a name. Setting one switches TLS on.");

  static final Setting<List<Path>> PRIVATE_KEYS =
      Setting.computed("goim.comet.private-keys", readableFiles("PEM files"), "none")
          .goim("websocket.privateFile")
          .says("Private keys, in the order of the certificates.");

  static final Setting<Duration> CERTIFICATE_CHECK =
      Setting.of(
              "goim.comet.certificate-check",
              duration(Duration.ofMillis(100), Duration.ofHours(24)),
              "10s")
          .says(
              "How often certificates and private keys are looked at for changes. Files that have changed"
                  + " and then stayed the same for this long are read; new connections get them, old ones"
                  + " stay as they are. Files that cannot be used are left, with a warning.");

  static final Setting<Integer> TLS_THREADS =
      Setting.computed("goim.comet.tls-threads", integer(1, 1024), Processors.HALF)
          .says(
              "Threads that sign and agree on keys in TLS handshakes, the most expensive that a client"
                  + " can ask for without a login. On the event loops pushes would wait for it whenever"
                  + " many clients come back together.");

  static final Setting<Integer> LOOPS =
      Setting.computed("goim.comet.loops", integer(1, 1024), Processors.HALF)
          .goim("bucket.size")
          .says(
              "Event loops of the connector. Each is one thread with one bucket of connections. The"
                  + " other processors answer callers and empty the queue; loops that compete with"
                  + " those make smaller writes. A node with the role `comet` alone may have one a"
                  + " processor. goim has 32 buckets because its are shared by many goroutines and"
                  + " need locks.");

  static final Setting<Integer> JAKARTA_LOOPS =
      Setting.computed("goim.comet.jakarta-loops", integer(1, 1024), Processors.HALF)
          .says("Dispatch threads of the endpoint `/sub` on the HTTP port; each has one bucket.");

  static final Setting<Long> SEND_BUFFER =
      Setting.of("goim.comet.send-buffer", bufferSize(KB, 64 * MB), "128KB")
          .goim("tcp.sndbuf, websocket.sndbuf")
          .says(
              "Kernel's send buffer of a connection; what does not fit waits in the outbox. It takes"
                  + " memory only while data waits. 0 lets the kernel grow it to megabytes, and then"
                  + " clients that do not read slow the others down (ADR 20). goim's 4 KB stalls at"
                  + " every burst.");

  static final Setting<Long> RECEIVE_BUFFER =
      Setting.of("goim.comet.receive-buffer", bufferSize(KB, 64 * MB), "0")
          .goim("tcp.rcvbuf, websocket.rcvbuf")
          .says(
              "Kernel's receive buffer of a connection; 0 lets the kernel grow it with what the"
                  + " client sends.");

  static final Setting<Boolean> KEEP_ALIVE =
      Setting.of("goim.comet.keep-alive", bool(), "false")
          .goim("tcp.keepalive, websocket.keepalive")
          .says("TCP keep-alive. Heartbeats find dead clients sooner, at no cost for live ones.");

  static final Setting<Integer> BACKLOG =
      Setting.of("goim.comet.backlog", integer(1, 65_535), "4096")
          .says(
              "Connections that wait to be accepted, for each listener. Clients come back all at"
                  + " once after a restart; beyond this they try again by themselves.");

  static final Setting<Duration> HANDSHAKE_TIMEOUT =
      Setting.of(
              "goim.comet.handshake-timeout",
              duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
              "8s")
          .goim("protocol.handshakeTimeout")
          .says("From the connection to the login, TLS and WebSocket handshakes included.");

  static final Setting<Integer> OUTBOX_MESSAGES =
      Setting.of("goim.comet.outbox-messages", integer(16, 1_000_000), "8192")
          .goim("protocol.svrProto")
          .says(
              "Most pushes waiting for one client. A client that reads must not lose a burst of some"
                  + " thousand small pushes, as it does with goim's 10. Beyond it pushes to this"
                  + " client are dropped and counted.");

  static final Setting<Long> OUTBOX_BYTES =
      Setting.of("goim.comet.outbox-bytes", size(64 * KB, 1024L * MB), "4MB")
          .says(
              "Most bytes waiting for one client; four of the largest pushes fit. Memory is taken"
                  + " only while a client is behind.");

  static final Setting<Duration> SLOW_CLIENT_TIMEOUT =
      Setting.of(
              "goim.comet.slow-client-timeout",
              duration(Duration.ofMillis(100), Duration.ofHours(1)),
              "30s")
          .says(
              "How long an outbox may stay full before the client is closed. Phones lose the network"
                  + " for 10 to 20 seconds in a tunnel and then catch up; longer, a new login is"
                  + " quicker than the backlog.");

  static final Setting<Integer> MAX_SUBSCRIBERS_PER_KEY =
      Setting.of("goim.comet.max-subscribers-per-key", integer(1, 10_000), "1")
          .says(
              "Connections one key may have at the same time; one more replaces the oldest. A push to"
                  + " a user goes to that user's keys: users who share a key see each other's.");

  static final Setting<Integer> MAX_CONNECTIONS_PER_MID =
      Setting.of("goim.comet.max-connections-per-mid", integer(0, 10_000), "0")
          .says(
              "Connections one user may have at the same time, 0 for any number; one more replaces"
                  + " the oldest.");

  static final Setting<Long> PASS_BYTES =
      Setting.of("goim.comet.pass-bytes", size(4 * KB, 16 * MB), "128KB")
          .says(
              "Most bytes of pushes that a bucket encodes before it writes them out. More means"
                  + " fuller writes under load and more memory in use at once.");

  static final Setting<Duration> HOLD =
      Setting.of("goim.comet.hold", duration(Duration.ZERO, Duration.ofSeconds(1)), "0s")
          .says(
              "Least time between two passes of a bucket: pushes that come meanwhile leave together in"
                  + " one write a client. With 0 a bucket rests only after long passes, as long as it"
                  + " has worked and 10 ms at most; more saves processor time at hundreds of pushes a"
                  + " second and costs as much latency. A push into a quiet bucket is never held. goim"
                  + " holds room messages for up to a second.");

  static final Setting<Integer> QUEUED_PUSHES =
      Setting.of("goim.comet.queued-pushes", integer(16, 1_000_000), "4096")
          .says("Most pushes waiting in one bucket; beyond it the job waits, nothing is dropped.");

  static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.of(
              "goim.comet.close-timeout",
              duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
              "2s")
          .says("Longest wait for a client to take its last bytes when it is closed.");

  static final Setting<Origins> ORIGINS =
      Setting.of("goim.comet.origins", origins(), "*")
          .says(
              "Origins of web pages that may open a WebSocket, on every port and at `/sub`; a page of"
                  + " another origin gets 403 at the handshake. The default is any, as with goim. Set it"
                  + " when the browser itself proves who the user is, by cookies or by the network it is"
                  + " in. Clients that name no origin are no browsers, and are let in.");

  static final Setting<Set<Long>> TRACED_MIDS =
      Setting.computed("goim.comet.traced-mids", numbers("user numbers"), "none")
          .goim("whitelist.Whitelist")
          .says("Users whose packets are logged, to follow one client in production.");

  static final List<Setting<?>> ALL =
      List.of(
          TCP_PORT,
          TCP_TLS,
          WEBSOCKET_PORT,
          WEBSOCKET_TLS_PORT,
          MAX_MESSAGE,
          CERTIFICATES,
          PRIVATE_KEYS,
          CERTIFICATE_CHECK,
          TLS_THREADS,
          LOOPS,
          JAKARTA_LOOPS,
          SEND_BUFFER,
          RECEIVE_BUFFER,
          KEEP_ALIVE,
          BACKLOG,
          HANDSHAKE_TIMEOUT,
          OUTBOX_MESSAGES,
          OUTBOX_BYTES,
          SLOW_CLIENT_TIMEOUT,
          MAX_SUBSCRIBERS_PER_KEY,
          MAX_CONNECTIONS_PER_MID,
          PASS_BYTES,
          HOLD,
          QUEUED_PUSHES,
          CLOSE_TIMEOUT,
          ORIGINS,
          TRACED_MIDS);

  private CometCatalogue() {}

  static CometSettings read(SettingReader reader, int portOffset) {
    List<Path> certificates = reader.get(CERTIFICATES, List::of);
    int tlsPort = Ports.offset(reader.get(WEBSOCKET_TLS_PORT), portOffset);
    return new CometSettings(
        Ports.offset(reader.get(TCP_PORT), portOffset),
        Ports.offset(reader.get(WEBSOCKET_PORT), portOffset),
        certificates.isEmpty() ? 0 : tlsPort,
        reader.get(TCP_TLS),
        certificates,
        reader.get(PRIVATE_KEYS, List::of),
        reader.get(LOOPS, Processors::half),
        reader.get(JAKARTA_LOOPS, Processors::half),
        reader.get(SEND_BUFFER).intValue(),
        reader.get(RECEIVE_BUFFER).intValue(),
        reader.get(KEEP_ALIVE),
        reader.get(BACKLOG),
        reader.get(MAX_MESSAGE).intValue(),
        reader.get(HANDSHAKE_TIMEOUT),
        reader.get(LogicCatalogue.HEARTBEAT),
        reader.get(LogicCatalogue.HEARTBEAT_MAX),
        reader.get(OUTBOX_MESSAGES),
        reader.get(OUTBOX_BYTES).intValue(),
        reader.get(SLOW_CLIENT_TIMEOUT),
        reader.get(MAX_SUBSCRIBERS_PER_KEY),
        reader.get(MAX_CONNECTIONS_PER_MID),
        reader.get(PASS_BYTES).intValue(),
        reader.get(HOLD),
        reader.get(QUEUED_PUSHES),
        reader.get(CLOSE_TIMEOUT),
        reader.get(ORIGINS),
        reader.get(TRACED_MIDS, Set::of),
        reader.get(CERTIFICATE_CHECK),
        reader.get(TLS_THREADS, Processors::half),
        LimitCatalogue.read(reader),
        ProxyCatalogue.read(reader));
  }
}

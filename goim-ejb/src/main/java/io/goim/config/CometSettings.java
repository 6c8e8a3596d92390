package io.goim.config;

import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How clients are connected and served. Ports already have the node's offset added; 0 is off.
 *
 * @param tcpPort TCP listener
 * @param websocketPort WebSocket listener
 * @param websocketTlsPort WebSocket over TLS; off unless a certificate is set
 * @param tcpTls TLS on the TCP listener
 * @param certificates PEM certificate chains
 * @param privateKeys PEM private keys, in the order of the certificates
 * @param loops event loops of the connector; each has one bucket
 * @param jakartaLoops dispatch threads of the Jakarta endpoint; each has one bucket
 * @param sendBuffer SO_SNDBUF in bytes, 0: the system's choice
 * @param receiveBuffer SO_RCVBUF in bytes, 0: the system's choice
 * @param keepAlive SO_KEEPALIVE
 * @param backlog accept queue of each listener
 * @param maxMessage largest WebSocket message of a client, bytes
 * @param handshakeTimeout from accept to login
 * @param heartbeat how often clients are asked to send one
 * @param heartbeatMax how many may be missed: a client is closed after heartbeat × heartbeatMax
 * @param outboxMessages most messages waiting for one client
 * @param outboxBytes most bytes waiting for one client
 * @param slowClientTimeout how long an outbox may stay full before the client is closed
 * @param maxSubscribersPerKey connections one key may have at the same time
 * @param maxConnectionsPerMid connections one user may have at the same time, 0: any number
 * @param passBytes most bytes of pushes encoded in one pass over a bucket's queue
 * @param hold longest time that pushes wait for others, for fuller writes; zero for none
 * @param queuedPushes most pushes waiting in one bucket before the job waits
 * @param closeTimeout longest wait for a client to take its last bytes at a close
 * @param origins pages that may open a WebSocket
 * @param tracedMids users whose traffic is logged
 * @param certificateCheck how often the certificate files are looked at for changes
 * @param tlsThreads threads for what is expensive in TLS handshakes
 * @param limits how much is taken from clients
 * @param proxies whom to believe what they say of a client's address
 */
public record CometSettings(
    int tcpPort,
    int websocketPort,
    int websocketTlsPort,
    boolean tcpTls,
    List<Path> certificates,
    List<Path> privateKeys,
    int loops,
    int jakartaLoops,
    int sendBuffer,
    int receiveBuffer,
    boolean keepAlive,
    int backlog,
    int maxMessage,
    Duration handshakeTimeout,
    Duration heartbeat,
    int heartbeatMax,
    int outboxMessages,
    int outboxBytes,
    Duration slowClientTimeout,
    int maxSubscribersPerKey,
    int maxConnectionsPerMid,
    int passBytes,
    Duration hold,
    int queuedPushes,
    Duration closeTimeout,
    Origins origins,
    Set<Long> tracedMids,
    Duration certificateCheck,
    int tlsThreads,
    LimitSettings limits,
    ProxySettings proxies) {

  /** The longest silence between two heartbeats of a live client. */
  public Duration heartbeatTimeout() {
    return heartbeat.multipliedBy(heartbeatMax);
  }
}

package io.goim.protocol.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the connector listens on and how; validated before it gets here.
 *
 * @param bindAddress host name or numeric address to listen on
 * @param tcpPort port for TCP clients, 0 when that listener is off
 * @param websocketPort port for WebSocket clients, 0 when off
 * @param websocketTlsPort port for WebSocket over TLS, 0 when off
 * @param tcpTls whether the TCP listener speaks TLS
 * @param certificates PEM certificate chains, one file a name; empty without TLS
 * @param privateKeys PEM private keys, in the order of the certificates
 * @param loops event loops, at least 1; each has a bucket of the hub
 * @param sendBuffer SO_SNDBUF in bytes, 0 for the system's own choice
 * @param receiveBuffer SO_RCVBUF in bytes, 0 for the system's own choice
 * @param keepAlive SO_KEEPALIVE
 * @param backlog length of the accept queue
 * @param maxMessage largest WebSocket message of a client in bytes, text or binary
 * @param origins pages that may open a WebSocket
 * @param closeTimeout longest wait for a client to take its last bytes at a close
 * @param certificateCheck how often the certificate files are looked at for changes
 * @param tlsThreads threads that do what is expensive in TLS handshakes, at least 1
 * @param proxyProtocol whether connections of trusted proxies begin with a PROXY header
 * @param proxies who is believed what it says of a client's address
 */
public record ConnectorSettings(
    String bindAddress,
    int tcpPort,
    int websocketPort,
    int websocketTlsPort,
    boolean tcpTls,
    List<Path> certificates,
    List<Path> privateKeys,
    int loops,
    int sendBuffer,
    int receiveBuffer,
    boolean keepAlive,
    int backlog,
    int maxMessage,
    Origins origins,
    Duration closeTimeout,
    Duration certificateCheck,
    int tlsThreads,
    boolean proxyProtocol,
    TrustedProxies proxies) {}

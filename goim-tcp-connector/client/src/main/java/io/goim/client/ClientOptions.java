package io.goim.client;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How to connect; checked by the builder.
 *
 * @param uri scheme tcp, tcps, ws or wss
 * @param timeout longest wait for the connection, and for each answer
 * @param maxPacket largest packet or WebSocket message taken from the server, bytes
 * @param inboxBytes bytes that may wait in the inbox before the client stops reading
 * @param receiveBuffer SO_RCVBUF in bytes on TCP, 0 for the system's own choice
 * @param text whether packets travel as WebSocket text messages
 * @param tls trust and keys for tcps and wss, null for the JVM's own
 */
record ClientOptions(
    URI uri,
    Duration timeout,
    int maxPacket,
    int inboxBytes,
    int receiveBuffer,
    boolean text,
    SSLContext tls) {

  String scheme() {
    return uri.getScheme();
  }
}

package io.goim.client;

import io.goim.protocol.Frame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Says how to connect; made by {@link GoimClient#to}. NOT thread safe. */
public final class GoimClientBuilder {

  private static final Set<String> SCHEMES = Set.of("tcp", "tcps", "ws", "wss");
  private static final int MEGABYTE = 1 << 20;

  private final URI uri;
  private Duration timeout = Duration.ofSeconds(10);
  private Duration heartbeat = Duration.ZERO;
  private int maxPacket = 16 * MEGABYTE;
  private int inboxBytes = 32 * MEGABYTE;
  private int receiveBuffer;
  private boolean text;
  private SSLContext tls;
  private Consumer<Frame> listener;

  GoimClientBuilder(String url) {
    uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    boolean tcp = scheme.startsWith("tcp");
    if (!SCHEMES.contains(scheme) || uri.getHost() == null || tcp && uri.getPort() < 0) {
      throw new IllegalArgumentException(
          "not an address of a goim server: " + url + " (tcp://host:port, ws://host:port/sub)");
    }
  }

  /** Longest wait for the connection, and for each answer of the server. Default 10 s. */
  public GoimClientBuilder timeout(Duration value) {
    timeout = positive(value, "timeout");
    return this;
  }

  /**
   * Sends heartbeats from the login on, so that the server does not close a quiet connection; when one
   * is not answered in time the connection is ended. Default: none. The server tells its own wish in
   * {@code GET /goim/nodes/weighted}.
   */
  public GoimClientBuilder heartbeatEvery(Duration period) {
    heartbeat = positive(period, "heartbeat");
    return this;
  }

  /** Largest packet or WebSocket message taken from the server, in bytes. Default 16 MiB. */
  public GoimClientBuilder maxPacket(int bytes) {
    maxPacket = positive(bytes, "maxPacket");
    return this;
  }

  /**
   * Bytes that may wait to be taken before the client stops reading from the network. Default 32 MiB.
   */
  public GoimClientBuilder inboxBytes(int bytes) {
    inboxBytes = positive(bytes, "inboxBytes");
    return this;
  }

  /** SO_RCVBUF in bytes, for tests of slow clients; TCP only. Default: the system's choice. */
  public GoimClientBuilder receiveBuffer(int bytes) {
    receiveBuffer = positive(bytes, "receiveBuffer");
    return this;
  }

  /** Speaks JSON text messages instead of binary packets; WebSocket only. */
  public GoimClientBuilder text() {
    if (uri.getScheme().startsWith("tcp")) {
      throw new IllegalArgumentException("text needs a WebSocket address, not " + uri);
    }
    text = true;
    return this;
  }

  /** Trust and keys for tcps and wss. Default: the JVM's own. */
  public GoimClientBuilder tls(SSLContext context) {
    tls = Objects.requireNonNull(context, "context");
    return this;
  }

  /**
   * Hands every pushed packet to a listener, in order, on a thread of this connection's own; {@link
   * GoimClient#receive} cannot be used then. The listener may call the client and may take its time:
   * what arrives meanwhile waits in the inbox.
   */
  public GoimClientBuilder onPush(Consumer<Frame> pushes) {
    listener = Objects.requireNonNull(pushes, "pushes");
    return this;
  }

  /**
   * Connects.
   *
   * @throws IOException with the address and the reason when that is not possible
   */
  public GoimClient connect() throws IOException {
    ClientOptions options =
        new ClientOptions(uri, timeout, maxPacket, inboxBytes, receiveBuffer, text, tls);
    Received received = new Received(inboxBytes);
    Wire wire = Wire.open(options, received);
    return new GoimClient(wire, received, timeout, heartbeat, listener);
  }

  private static Duration positive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than 0, not " + value);
    }
    return value;
  }

  private static int positive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, not " + value);
    }
    return value;
  }
}

package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The certificates that the TLS listeners show. With several, a client gets the one made for the host
 * name it asks for, else the first. Immutable, thread safe.
 */
final class TlsIdentity {

  private static final int LONGEST_CLIENT_HELLO = 16_384;

  private final SslContext only;
  private final Mapping<String, SslContext> byHost;
  private final long handshakeMillis;

  private TlsIdentity(
      SslContext only, Mapping<String, SslContext> byHost, Duration handshakeTimeout) {
    this.only = only;
    this.byHost = byHost;
    this.handshakeMillis = handshakeTimeout.toMillis();
  }

  /**
   * Reads the files, if one of the ports needs them.
   *
   * @return null when none does
   * @throws ListenerException when a file cannot be used, with its name
   */
  static TlsIdentity load(List<Port> ports, ConnectorSettings settings) throws ListenerException {
    for (Port port : ports) {
      if (port.tls()) {
        return load(new CertificateFiles(port.transport()), settings);
      }
    }
    return null;
  }

  /** A handler for one connection. */
  ChannelHandler newHandler(ByteBufAllocator allocator) {
    if (only == null) {
      return new SniHandler(byHost, LONGEST_CLIENT_HELLO, handshakeMillis);
    }
    SslHandler handler = only.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    return handler;
  }

  private static TlsIdentity load(CertificateFiles files, ConnectorSettings settings)
      throws ListenerException {
    List<CertificateFiles.Pair> pairs =
        new ArrayList<>(files.read(settings.certificates(), settings.privateKeys()));
    SslContext first = pairs.get(0).context();
    if (pairs.size() == 1) {
      return new TlsIdentity(first, null, settings.handshakeTimeout());
    }
    DomainWildcardMappingBuilder<SslContext> byHost = new DomainWildcardMappingBuilder<>(first);
    // Backwards, because the last one added wins and the first one named shall.
    Collections.reverse(pairs);
    for (CertificateFiles.Pair pair : pairs) {
      pair.hosts().forEach(host -> byHost.add(host, pair.context()));
    }
    return new TlsIdentity(null, byHost.build(), settings.handshakeTimeout());
  }
}

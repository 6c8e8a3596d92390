package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The certificates that the TLS listeners show. With several, a client gets the one made for the host
 * name it asks for, else the first. Immutable, thread safe.
 *
 * <p>Netty's own time-outs for handshakes are off: the hub's, which began at the accept, ends them under
 * its name, where these would look like clients that leave.
 */
final class TlsIdentity {

  private static final int LONGEST_CLIENT_HELLO = 16_384;
  private static final long NO_TIMEOUT = 0;

  private final SslContext only;
  private final Mapping<String, SslContext> byHost;

  private TlsIdentity(SslContext only, Mapping<String, SslContext> byHost) {
    this.only = only;
    this.byHost = byHost;
  }

  /**
   * Reads the files for the ports that need them.
   *
   * @throws ListenerException when a file cannot be used, with its name
   */
  static TlsIdentity load(List<Port> ports, ConnectorSettings settings) throws ListenerException {
    for (Port port : ports) {
      if (port.tls()) {
        return load(new CertificateFiles(port.transport()), settings);
      }
    }
    throw new IllegalArgumentException("no port needs a certificate");
  }

  /**
   * A handler for one connection.
   *
   * @param threads for what is expensive in the handshake
   */
  ChannelHandler newHandler(ByteBufAllocator allocator, Executor threads) {
    if (only != null) {
      return handler(only, allocator, threads);
    }
    return new SniHandler(byHost, LONGEST_CLIENT_HELLO, NO_TIMEOUT) {
      @Override
      protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        return handler(context, allocator, threads);
      }
    };
  }

  private SslHandler handler(SslContext context, ByteBufAllocator allocator, Executor threads) {
    SslHandler handler = context.newHandler(allocator, threads);
    handler.setHandshakeTimeoutMillis(NO_TIMEOUT);
    return handler;
  }

  private static TlsIdentity load(CertificateFiles files, ConnectorSettings settings)
      throws ListenerException {
    List<CertificateFiles.Pair> pairs =
        new ArrayList<>(files.read(settings.certificates(), settings.privateKeys()));
    SslContext first = pairs.get(0).context();
    if (pairs.size() == 1) {
      return new TlsIdentity(first, null);
    }
    DomainWildcardMappingBuilder<SslContext> byHost = new DomainWildcardMappingBuilder<>(first);
    // Backwards, because the last one added wins and the first one named shall.
    Collections.reverse(pairs);
    for (CertificateFiles.Pair pair : pairs) {
      pair.hosts().forEach(host -> byHost.add(host, pair.context()));
    }
    return new TlsIdentity(null, byHost.build());
  }
}

package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Origins;
import io.goim.protocol.session.Transport;
import io.goim.protocol.session.TrustedProxies;
import io.goim.tcp.netty.ConnectionLife.Readiness;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.unix.Socket;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * The handlers of a connection in the order in which bytes pass them. Outbound there are none but
 * TLS: connections write finished bytes. Thread safe.
 */
final class Pipelines {

  private static final String PROXY = "proxy";
  private static final String CLIENT = "client";
  private static final String TLS = "tls";
  private static final String HTTP = "http";
  private static final String UPGRADE = "upgrade";
  private static final String FRAMES = "frames";
  private static final String MESSAGES = "messages";
  private static final String PACKETS = "packets";
  private static final String LIFE = "life";

  /** Bytes; browsers send well below a kilobyte, cookies of a shared domain make the rest. */
  private static final int LONGEST_REQUEST_LINE = 4096;

  private static final int LONGEST_HEADERS = 16_384;

  private final Goodbye goodbye;
  private final TlsCertificates certificates;
  private final boolean proxyProtocol;
  private final TrustedProxies proxies;
  private final int maxMessage;
  private final Origins origins;
  private final WebSocketDecoderConfig frames;

  /**
   * @param certificates for the listeners with TLS; null when there are none
   */
  Pipelines(ConnectorSettings settings, TlsCertificates certificates) {
    this.goodbye = new Goodbye(settings.closeTimeout());
    this.certificates = certificates;
    this.proxyProtocol = settings.proxyProtocol();
    this.proxies = settings.proxies();
    this.maxMessage = settings.maxMessage();
    this.origins = settings.origins();
    this.frames =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .maxFramePayloadLength(settings.maxMessage())
            // The connection is the one door out, and text is checked when it is whole.
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
  }

  /** The handler that gives a new connection of a loop its pipeline. */
  ChannelHandler of(Transport transport, boolean tls, NettyLoop loop) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Socket direct = tls ? null : DirectWrite.socket(channel);
        if (transport == Transport.TCP) {
          TcpConnection connection = new TcpConnection(channel, loop, direct, goodbye);
          begin(pipeline, connection, tls);
          tcp(pipeline, connection, tls);
        } else {
          WebSocketConnection connection =
              new WebSocketConnection(channel, loop, transport, direct, goodbye);
          begin(pipeline, connection, tls);
          webSocket(pipeline, connection);
        }
      }
    };
  }

  /** What comes before anything of goim or WebSocket. */
  private void begin(ChannelPipeline pipeline, NettyConnection connection, boolean tls) {
    if (proxyProtocol && proxies.include(connection.remoteAddress())) {
      pipeline.addLast(PROXY, new HAProxyMessageDecoder(ProxyHeader.LONGEST_EXTENSIONS));
      pipeline.addLast(CLIENT, new ProxyHeader(connection));
    }
    if (tls) {
      pipeline.addLast(TLS, certificates.newHandler(connection.loop().allocator()));
    }
  }

  private static void tcp(ChannelPipeline pipeline, TcpConnection connection, boolean tls) {
    Readiness readiness = tls ? Readiness.TLS_HANDSHAKE : Readiness.CONNECTED;
    pipeline.addLast(PACKETS, new PacketReader(connection));
    pipeline.addLast(LIFE, new ConnectionLife(connection, readiness));
  }

  private void webSocket(ChannelPipeline pipeline, WebSocketConnection connection) {
    pipeline.addLast(HTTP, new HttpRequestDecoder(requestLimits()));
    pipeline.addLast(UPGRADE, new UpgradeHandler(connection, this, proxies));
    pipeline.addLast(LIFE, new ConnectionLife(connection, Readiness.UPGRADE));
  }

  /** Pages that may open a WebSocket. */
  Origins origins() {
    return origins;
  }

  /** Replaces HTTP by frames. Bytes that already followed the request go to the frame decoder. */
  void switchToFrames(ChannelPipeline pipeline, WebSocketConnection connection) {
    pipeline.addAfter(UPGRADE, FRAMES, new WebSocket13FrameDecoder(frames));
    pipeline.addAfter(FRAMES, MESSAGES, new MessageReader(connection, maxMessage));
    pipeline.remove(UPGRADE);
    pipeline.remove(HTTP);
  }

  private static HttpDecoderConfig requestLimits() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
        .setMaxHeaderSize(LONGEST_HEADERS);
  }
}

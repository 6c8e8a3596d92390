package io.goim.tcp.netty;

import io.goim.protocol.session.ConnectorSettings;
import io.goim.protocol.session.Gateway;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The certificates in use, and the threads that TLS needs: they look for changed files and do what is
 * expensive in handshakes, so that loops that fan out do neither. {@link #newHandler} is for any thread;
 * the rest for the server's starting and stopping thread.
 *
 * <p>Files count as changed once they stay the same for a whole interval: who replaces a certificate
 * and then its key is not read in between.
 */
final class TlsCertificates {

  private final List<Port> ports;
  private final ConnectorSettings settings;
  private final Gateway gateway;
  private final ScheduledThreadPoolExecutor threads;
  private volatile TlsIdentity identity;

  /** Looks of the files that were read last, and of those at the last check. */
  private List<String> read;

  private List<String> seen;

  private TlsCertificates(
      List<Port> ports,
      Gateway gateway,
      TlsIdentity identity,
      ScheduledThreadPoolExecutor threads) {
    this.ports = ports;
    this.settings = gateway.settings();
    this.gateway = gateway;
    this.identity = identity;
    this.threads = threads;
  }

  /**
   * Reads the files, if one of the ports needs them, and watches them.
   *
   * @param contextLoader context class loader of the threads
   * @return null when no port needs them
   * @throws ListenerException when a file cannot be used, with its name
   */
  static TlsCertificates load(List<Port> ports, Gateway gateway, ClassLoader contextLoader)
      throws ListenerException {
    if (ports.stream().noneMatch(Port::tls)) {
      return null;
    }
    ConnectorSettings settings = gateway.settings();
    List<String> looks = looks(settings);
    TlsIdentity first = TlsIdentity.load(ports, settings);
    TlsCertificates certificates =
        new TlsCertificates(
            ports, gateway, first, TlsThread.pool(settings.tlsThreads(), contextLoader));
    certificates.read = looks;
    certificates.seen = looks;
    certificates.watch();
    return certificates;
  }

  /** A handler for one connection, with the certificates of this moment. */
  ChannelHandler newHandler(ByteBufAllocator allocator) {
    return identity.newHandler(allocator, threads);
  }

  /** Handshakes that are under way find no thread any more; their connections are closed by then. */
  void stop() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void watch() {
    long millis = settings.certificateCheck().toMillis();
    threads.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void check() {
    List<String> now = looks(settings);
    boolean settled = now.equals(seen);
    seen = now;
    if (!settled || now.equals(read)) {
      return;
    }
    read = now;
    try {
      identity = TlsIdentity.load(ports, settings);
      gateway.certificatesRead("");
    } catch (ListenerException | RuntimeException e) {
      gateway.certificatesRead(String.valueOf(e.getMessage()));
    }
  }

  /** What changes when a file does: its time, size and identity. */
  private static List<String> looks(ConnectorSettings settings) {
    List<String> looks = new ArrayList<>();
    for (List<Path> files : List.of(settings.certificates(), settings.privateKeys())) {
      for (Path file : files) {
        looks.add(look(file));
      }
    }
    return looks;
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }
}

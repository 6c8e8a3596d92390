package io.goim.tcp.netty;

import io.goim.protocol.session.Transport;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;

/** Reads certificates and private keys from PEM files. Every fault names its file. */
record CertificateFiles(Transport transport) {

  /** Type of a host name among a certificate's alternative names, RFC 5280 section 4.2.1.6. */
  private static final Integer DNS_NAME = 2;

  /**
   * A certificate with its key.
   *
   * @param hosts names it was made for, possibly with a leading {@code *.}
   */
  record Pair(SslContext context, List<String> hosts) {}

  /** Reads at least one pair, in the order given. */
  List<Pair> read(List<Path> certificates, List<Path> keys) throws ListenerException {
    if (certificates.isEmpty() || certificates.size() != keys.size()) {
      throw fault(
          "TLS needs a private key for each certificate, but there are "
              + certificates.size()
              + " certificates and "
              + keys.size()
              + " private keys");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      SslContext context = context(certificates.get(i), keys.get(i));
      pairs.add(new Pair(context, hosts(certificates.get(i))));
    }
    return pairs;
  }

  private SslContext context(Path certificate, Path key) throws ListenerException {
    requireReadable("certificate", certificate);
    requireReadable("private key", key);
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (IllegalArgumentException | SSLException e) {
      throw fault(
          "The certificate file "
              + certificate
              + " and the private key file "
              + key
              + " cannot be used together: both must be PEM, the key unencrypted PKCS#8");
    }
  }

  private void requireReadable(String what, Path file) throws ListenerException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw fault("The " + what + " file " + file + " does not exist or cannot be read");
    }
  }

  private List<String> hosts(Path certificate) throws ListenerException {
    List<String> hosts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(certificate)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate leaf = (X509Certificate) factory.generateCertificate(in);
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (DNS_NAME.equals(name.get(0))) {
          hosts.add((String) name.get(1));
        }
      }
      return hosts;
    } catch (IOException | GeneralSecurityException e) {
      throw fault("The certificate file " + certificate + " cannot be read: " + e.getMessage());
    }
  }

  private ListenerException fault(String sentence) {
    return new ListenerException(transport, sentence);
  }
}

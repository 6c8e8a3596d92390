package io.goim.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The authorities that outgoing TLS connections of the server believe: the JDK's, which are kept up
 * to date with it, without those that have expired. Payara prints a page of warning for each expired
 * one, and its own store holds several.
 */
final class TrustStore {
  private static final Logger LOG = Logger.getLogger(TrustStore.class.getName());
  private static final String PROPERTY = "javax.net.ssl.trustStore";

  /** Payara's master password, without which it does not open the store. Nothing in it is secret. */
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TrustStore() {}

  /** Writes the store into a folder and names it to the server, unless a person named another. */
  static void install(Path folder) {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path source = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    Path target = folder.resolve("goim-cacerts");
    try (OutputStream out = Files.newOutputStream(target)) {
      KeyStore store = KeyStore.getInstance(source.toFile(), PASSWORD);
      KeyStore valid = KeyStore.getInstance("JKS");
      valid.load(null, PASSWORD);
      for (String alias : Collections.list(store.aliases())) {
        Certificate certificate = store.getCertificate(alias);
        if (certificate instanceof X509Certificate authority && valid(authority)) {
          valid.setCertificateEntry(alias, authority);
        }
      }
      valid.store(out, PASSWORD);
      System.setProperty(PROPERTY, target.toString());
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(Level.INFO, "Payara's own trust store is used, not the JDK''s: {0}", e.toString());
    }
  }

  private static boolean valid(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return true;
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      return false;
    }
  }
}

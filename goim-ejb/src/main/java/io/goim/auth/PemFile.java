package io.goim.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file with one public key, alone or in a certificate. Stateless. */
final class PemFile {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private PemFile() {}

  /**
   * Reads the first public key or certificate.
   *
   * @throws IllegalArgumentException when there is none; the message names the file
   */
  static PublicKey publicKey(Path file) {
    try {
      Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
      while (block.find()) {
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        switch (block.group(1)) {
          case "PUBLIC KEY" -> {
            return publicKey(bytes);
          }
          case "CERTIFICATE" -> {
            return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes))
                .getPublicKey();
          }
          default -> {}
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the public key in " + file + " cannot be read: " + e, e);
    }
    throw new IllegalArgumentException(
        file + " holds no public key: it must have a block PUBLIC KEY or CERTIFICATE");
  }

  private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    for (String kind : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // The other kind.
      }
    }
    throw new InvalidKeySpecException("neither an RSA nor an EC key");
  }
}

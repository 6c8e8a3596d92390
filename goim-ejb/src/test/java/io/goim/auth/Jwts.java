package io.goim.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.Base64;

/** Makes keys and tokens, good ones and forged ones. */
final class Jwts {

  static final String SECRET = "a secret of thirty-two bytes....";
  static final RSAKey RSA = rsa("r1");
  static final RSAKey OTHER_RSA = rsa("r2");
  static final ECKey EC = ec("e1");

  private Jwts() {}

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hs256(String claims) {
    return hs256(SECRET.getBytes(UTF_8), claims);
  }

  static String hs256(byte[] secret, String claims) {
    try {
      return sign(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(secret), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String rs256(RSAKey key, String claims) {
    return rs256(key, key.getKeyID(), claims);
  }

  /**
   * @param id as the token names the key; null: it does not
   */
  static String rs256(RSAKey key, String id, String claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
      return sign(header, new RSASSASigner(key), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String es256(ECKey key, String claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      return sign(header, new ECDSASigner(key), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sign(JWSHeader header, JWSSigner signer, String claims) throws JOSEException {
    JWSObject token = new JWSObject(header, new Payload(claims));
    token.sign(signer);
    return token.serialize();
  }

  /** Three parts as they are. */
  static String raw(String header, String claims, String signature) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(header.getBytes(UTF_8))
        + "."
        + encoder.encodeToString(claims.getBytes(UTF_8))
        + "."
        + signature;
  }

  /** The same token with other claims under its signature. */
  static String tampered(String token, String claims) {
    String[] parts = token.split("\\.");
    String other = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));
    return parts[0] + "." + other + "." + parts[2];
  }

  /** The key as a client of its owner may know it: PEM, with line ends. */
  static String pem(RSAKey key) {
    try {
      return pem(key.toRSAPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(ECKey key) {
    try {
      return pem(key.toECPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(byte[] encoded) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
    return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
  }

  static String jwks(com.nimbusds.jose.jwk.JWK... keys) {
    return new JWKSet(Arrays.asList(keys)).toString(true);
  }
}

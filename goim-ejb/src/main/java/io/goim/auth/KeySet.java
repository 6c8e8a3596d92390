package io.goim.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The keys that signatures are verified with, each with the one algorithm it is for. Immutable.
 *
 * <p>The algorithm comes from the kind of key and never from a token: a secret is for HS256, an RSA key
 * for RS256, a key on the curve P-256 for ES256. So nothing signed with {@code none}, or with a public
 * key in the place of a secret, can be verified by anything here.
 */
final class KeySet {

  /** Bytes of a secret at least: RFC 7518 section 3.2 asks for as many as the hash has. */
  static final int SECRET_BYTES = 32;

  /** Bits of an RSA key at least: RFC 7518 section 3.3. */
  private static final int RSA_BITS = 2048;

  /** A token without the name of a key is tried with each; no service has so many. */
  private static final int LIMIT = 64;

  private static final Set<JWSAlgorithm> PUBLIC = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  /** No public key yet. */
  static final KeySet NONE = new KeySet(PUBLIC, List.of());

  /**
   * A key.
   *
   * @param id as tokens name it in {@code kid}; empty: for every token
   */
  record Key(String id, JWSAlgorithm algorithm, JWSVerifier verifier) {}

  private final Set<JWSAlgorithm> algorithms;
  private final List<Key> keys;

  private KeySet(Set<JWSAlgorithm> algorithms, List<Key> keys) {
    this.algorithms = algorithms;
    this.keys = List.copyOf(keys);
  }

  /** A secret that whoever signs has, too. */
  static KeySet ofSecret(String secret) {
    try {
      MACVerifier verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
      return one(new Key("", JWSAlgorithm.HS256, verifier));
    } catch (JOSEException e) {
      throw new IllegalArgumentException(
          "the secret must have at least " + SECRET_BYTES + " bytes", e);
    }
  }

  /**
   * One public key.
   *
   * @throws IllegalArgumentException when it is no RSA key of 2,048 bits and no key on P-256
   */
  static KeySet of(PublicKey key) {
    try {
      if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS) {
        return one(new Key("", JWSAlgorithm.RS256, new RSASSAVerifier(rsa)));
      }
      if (key instanceof ECPublicKey ec
          && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
        return one(new Key("", JWSAlgorithm.ES256, new ECDSAVerifier(ec)));
      }
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the public key cannot be used: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "the public key must be RSA with at least 2,048 bits, or on the curve P-256");
  }

  /**
   * A JSON Web Key Set. Keys that are for something else are passed over, secrets as well: what is in
   * such a set is public.
   *
   * @throws IllegalArgumentException when it is none, or when no key of it can be used
   */
  static KeySet ofJwks(String json) {
    List<Key> keys = new ArrayList<>();
    try {
      for (JWK jwk : JWKSet.parse(json).getKeys()) {
        Key key = key(jwk);
        if (key != null) {
          keys.add(key);
        }
      }
    } catch (ParseException | JOSEException | RuntimeException e) {
      throw new IllegalArgumentException("it is no JSON Web Key Set", e);
    }
    if (keys.isEmpty() || keys.size() > LIMIT) {
      throw new IllegalArgumentException(
          "of its keys "
              + keys.size()
              + " are for RS256 (2,048 bits at least) or ES256, and 1 to "
              + LIMIT
              + " must be");
    }
    return new KeySet(PUBLIC, keys);
  }

  private static KeySet one(Key key) {
    return new KeySet(Set.of(key.algorithm()), List.of(key));
  }

  /** The key for verifying, or null when the JWK is for something else. */
  private static Key key(JWK jwk) throws JOSEException {
    if (jwk instanceof RSAKey rsa && isFor(JWSAlgorithm.RS256, jwk) && jwk.size() >= RSA_BITS) {
      return new Key(id(jwk), JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
    }
    if (jwk instanceof ECKey ec
        && isFor(JWSAlgorithm.ES256, jwk)
        && Curve.P_256.equals(ec.getCurve())) {
      return new Key(id(jwk), JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
    }
    return null;
  }

  private static boolean isFor(JWSAlgorithm algorithm, JWK jwk) {
    return (jwk.getAlgorithm() == null || algorithm.equals(jwk.getAlgorithm()))
        && (jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse()))
        && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static String id(JWK jwk) {
    return jwk.getKeyID() == null ? "" : jwk.getKeyID();
  }

  /** Whether tokens may be signed like this at all. */
  boolean allows(Object algorithm) {
    return algorithms.contains(algorithm);
  }

  /** The keys that may have signed a token. */
  List<Key> candidates(JWSAlgorithm algorithm, String id) {
    return keys.stream()
        .filter(key -> key.algorithm().equals(algorithm))
        .filter(key -> id == null || key.id().isEmpty() || key.id().equals(id))
        .toList();
  }

  /** For the log: how many keys, and for what. */
  @Override
  public String toString() {
    if (keys.isEmpty()) {
      return "no keys";
    }
    List<String> names = keys.stream().map(key -> key.algorithm().getName()).distinct().toList();
    return keys.size() + (keys.size() == 1 ? " key for " : " keys for ") + String.join(", ", names);
  }
}

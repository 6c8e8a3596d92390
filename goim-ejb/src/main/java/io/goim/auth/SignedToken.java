package io.goim.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSObject;
import io.goim.comet.LoginRefusedException;
import java.text.ParseException;

/**
 * Opens compact signed tokens (RFC 7515). Stateless. What a token says of keys itself ({@code jwk},
 * {@code jku}, {@code x5c}) is never looked at.
 */
final class SignedToken {

  private SignedToken() {}

  /**
   * Verifies the signature.
   *
   * @return what was signed
   * @throws UnknownKeyException when no key is known that may have signed it
   * @throws LoginRefusedException when it is no signed token, or not signed by any of the keys
   */
  static byte[] open(String compact, KeySet keys) {
    JWSObject token = parse(compact);
    if (!keys.allows(token.getHeader().getAlgorithm())) {
      throw algorithm();
    }
    if (token.getHeader().getCriticalParams() != null) {
      throw new LoginRefusedException("malformed", "the token asks for extensions of JWS");
    }
    var candidates =
        keys.candidates(token.getHeader().getAlgorithm(), token.getHeader().getKeyID());
    if (candidates.isEmpty()) {
      throw new UnknownKeyException();
    }
    for (KeySet.Key key : candidates) {
      if (verifies(key, token)) {
        return token.getPayload().toBytes();
      }
    }
    throw new LoginRefusedException("bad-signature", "the signature of the token is wrong");
  }

  private static JWSObject parse(String compact) {
    try {
      if (JOSEObject.parse(compact) instanceof JWSObject signed) {
        return signed;
      }
    } catch (ParseException | RuntimeException e) {
      throw new LoginRefusedException("malformed", "the token is no signed JWT");
    }
    throw algorithm();
  }

  private static LoginRefusedException algorithm() {
    return new LoginRefusedException(
        "algorithm-not-allowed", "the token is signed in a way that is not allowed, or not at all");
  }

  private static boolean verifies(KeySet.Key key, JWSObject token) {
    try {
      return token.verify(key.verifier());
    } catch (JOSEException | RuntimeException e) {
      return false;
    }
  }
}

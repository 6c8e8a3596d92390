package io.goim.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Signed tokens. Exactly one of secret, public key and JWKS is there when they are in use.
 *
 * @param secret for HS256, at least 32 bytes; empty for none
 * @param publicKey a PEM file; a list of one at most
 * @param jwks a JSON Web Key Set, {@code file:}, {@code http:} or {@code https:}
 * @param jwksRefresh how often it is fetched again
 * @param jwksPause least time between two fetches that tokens cause
 * @param jwksTimeout longest time for a fetch
 * @param issuer what {@code iss} must be; empty for anything
 * @param audience what {@code aud} must hold; empty for anything
 * @param leeway how far the clocks of signer and node may differ
 * @param expiryRequired whether a token without {@code exp} is refused
 * @param threads that verify
 * @param queue most logins waiting for them
 */
public record JwtSettings(
    String secret,
    List<Path> publicKey,
    Optional<URI> jwks,
    Duration jwksRefresh,
    Duration jwksPause,
    Duration jwksTimeout,
    String issuer,
    String audience,
    Duration leeway,
    boolean expiryRequired,
    int threads,
    int queue) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "JwtSettings[" + publicKey + ", " + jwks + ", " + issuer + ", " + audience + "]";
  }
}

package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.comet.Login;
import io.goim.config.HttpAuthSettings;
import io.goim.config.JwtSettings;
import io.goim.protocol.session.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Settings and logins for tests of this package. */
final class AuthSamples {

  /** When it is, for tokens. */
  static final long NOW = 1_800_000_000;

  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  static final Duration LEEWAY = Duration.ofSeconds(30);

  private AuthSamples() {}

  static JwtSettings secret(String secret) {
    return jwt(secret, List.of(), Optional.empty(), 64);
  }

  static JwtSettings publicKey(Path file) {
    return jwt("", List.of(file), Optional.empty(), 64);
  }

  static JwtSettings jwks(URI place) {
    return jwt("", List.of(), Optional.of(place), 64);
  }

  static JwtSettings jwt(String secret, List<Path> key, Optional<URI> jwks, int queue) {
    return new JwtSettings(
        secret,
        key,
        jwks,
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        "https://id",
        "push",
        LEEWAY,
        true,
        1,
        queue);
  }

  static HttpAuthSettings http(URI url, Duration timeout, int maxCalls) {
    return new HttpAuthSettings(
        Optional.of(url), "Bearer hunter2", timeout, maxCalls, 3, Duration.ofSeconds(5));
  }

  static Login login(String token) {
    return new Login(7, token.getBytes(UTF_8), "192.0.2.7", Transport.WEBSOCKET);
  }

  /** Claims that let everybody in for a minute, and more. */
  static String claims(String more) {
    return "{\"iss\":\"https://id\",\"aud\":\"push\",\"exp\":" + (NOW + 60) + more + "}";
  }
}

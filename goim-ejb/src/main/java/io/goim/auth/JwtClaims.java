package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.comet.LoginRefusedException;
import io.goim.config.JwtSettings;
import io.goim.logic.Identity;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the claims of a token mean, once its signature is verified. Thread safe. Times are checked with
 * the leeway; a connection lives as long as its token would be accepted.
 *
 * <p>Source: RFC 7519 section 4.1; docs/SECURITY.md, "Claims".
 */
final class JwtClaims {

  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  /** Seconds that nobody lives to see the end of; keeps the arithmetic of durations exact. */
  private static final double ENDLESS = 1e11;

  private final JwtSettings settings;
  private final Clock clock;

  /** Held: looking the provider up for each login costs more than the parsing. */
  private final JsonReaderFactory readers = JsonProvider.provider().createReaderFactory(Map.of());

  JwtClaims(JwtSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Who the client is.
   *
   * @param payload the signed part
   * @param open the JSON token around it: counts only where the claims say nothing
   * @throws LoginRefusedException when it may not in
   */
  Identity identity(byte[] payload, GoimToken open) {
    try {
      TrustedFields claims = read(payload);
      Duration validFor = check(claims);
      return new Identity(
          claims.text("key").orElse(open.key()),
          claims.mid().orElse(0),
          claims.text("room_id").orElse(open.room()),
          claims.operations("accepts").orElse(open.accepts()),
          claims.text("platform").orElse(open.platform()),
          claims.scope(),
          validFor);
    } catch (IllegalArgumentException e) {
      throw new LoginRefusedException("bad-claim", "claim " + e.getMessage());
    }
  }

  /**
   * The claims, when they are good now and made for us.
   *
   * @throws LoginRefusedException when they are not
   */
  TrustedFields checked(byte[] payload) {
    try {
      TrustedFields claims = read(payload);
      check(claims);
      return claims;
    } catch (IllegalArgumentException e) {
      throw new LoginRefusedException("bad-claim", "claim " + e.getMessage());
    }
  }

  /** Returns how long they are good. */
  private Duration check(TrustedFields claims) {
    checkIssuer(claims);
    checkAudience(claims);
    double now = clock.millis() / MILLIS;
    checkStart(claims, now);
    return validFor(claims, now);
  }

  private TrustedFields read(byte[] payload) {
    try (JsonReader reader = readers.createReader(new StringReader(new String(payload, UTF_8)))) {
      return new TrustedFields(reader.readObject());
    } catch (RuntimeException e) {
      // The parser's own exceptions differ by provider and quote the token.
      throw new LoginRefusedException("malformed", "the claims of the token are no JSON object");
    }
  }

  private void checkIssuer(TrustedFields claims) {
    String issuer = settings.issuer();
    if (!issuer.isEmpty() && !issuer.equals(claims.text("iss").orElse(""))) {
      throw new LoginRefusedException("wrong-issuer", "iss is not the issuer that is set");
    }
  }

  private void checkAudience(TrustedFields claims) {
    String audience = settings.audience();
    if (!audience.isEmpty() && !claims.texts("aud").orElse(List.of()).contains(audience)) {
      throw new LoginRefusedException(
          "wrong-audience", "aud does not hold the audience that is set");
    }
  }

  private void checkStart(TrustedFields claims, double now) {
    OptionalDouble start = claims.seconds("nbf");
    if (start.isPresent() && start.getAsDouble() > now + leeway()) {
      throw new LoginRefusedException("not-yet-valid", "nbf is in the future");
    }
  }

  private Duration validFor(TrustedFields claims, double now) {
    OptionalDouble end = claims.seconds("exp");
    if (end.isEmpty()) {
      if (settings.expiryRequired()) {
        throw new LoginRefusedException("no-expiry", "exp is missing, and an end is required");
      }
      return Identity.ALWAYS;
    }
    double left = end.getAsDouble() + leeway() - now;
    if (left <= 0) {
      throw new LoginRefusedException("expired", "exp is in the past");
    }
    return left > ENDLESS ? Identity.ALWAYS : Duration.ofSeconds((long) left, fraction(left));
  }

  private static long fraction(double seconds) {
    return (long) ((seconds - Math.floor(seconds)) * NANOS);
  }

  private double leeway() {
    return settings.leeway().toMillis() / MILLIS;
  }
}

package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.logic.Identity;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reads the identity that a callback answered with: {@code {"mid":int64,"key":string,"room_id":string,
 * "accepts":[int32…],"platform":string,"rooms":[pattern…],"operations":[int32…],"expires_in":seconds}},
 * every field optional. Thread safe.
 */
final class HttpIdentity {

  /** Seconds in a hundred years; whoever says more means for ever. */
  private static final double ENDLESS = 3.2e9;

  private static final int[] NONE = {};

  /** Held: looking the provider up for each login costs more than the parsing. */
  private final JsonReaderFactory readers = JsonProvider.provider().createReaderFactory(Map.of());

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when it is none; the message names what is wrong and no value
   */
  Identity read(byte[] body) {
    TrustedFields fields = new TrustedFields(object(body));
    return new Identity(
        fields.text("key").orElse(""),
        fields.mid().orElse(0),
        fields.text("room_id").orElse(""),
        fields.operations("accepts").orElse(NONE),
        fields.text("platform").orElse(""),
        fields.scope(),
        validFor(fields.seconds("expires_in")));
  }

  private JsonObject object(byte[] body) {
    try (JsonReader reader = readers.createReader(new StringReader(new String(body, UTF_8)))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // Not only JsonException: Parsson reports nesting that is too deep as a plain one.
      throw new IllegalArgumentException("no JSON object", e);
    }
  }

  private static Duration validFor(OptionalDouble seconds) {
    if (seconds.isEmpty() || seconds.getAsDouble() > ENDLESS) {
      return Identity.ALWAYS;
    }
    if (seconds.getAsDouble() <= 0) {
      throw new IllegalArgumentException("expires_in is not above 0");
    }
    return Duration.ofNanos((long) (seconds.getAsDouble() * 1e9));
  }
}

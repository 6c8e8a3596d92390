package io.goim.auth;

import io.goim.comet.Scope;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Who a client is, in JSON that somebody trusted has written: the claims of a signed token, the answer
 * of a callback. {@code null} counts as missing. Every method throws {@link IllegalArgumentException}
 * when a value has the wrong type, with a message that names the field and not its value. Immutable.
 */
record TrustedFields(JsonObject json) {

  /** {@code mid} or, without it, {@code sub} when that is a number; either may be written as a string. */
  OptionalLong mid() {
    JsonValue mid = value("mid");
    if (mid != null) {
      return OptionalLong.of(integer("mid", mid));
    }
    JsonValue subject = value("sub");
    return subject != null && isInteger(subject)
        ? OptionalLong.of(integer("sub", subject))
        : OptionalLong.empty();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(value(name)).map(value -> string(name, value));
  }

  Optional<int[]> operations(String name) {
    return list(name, value -> int32(name, value))
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Texts; one alone may stand without brackets. */
  Optional<List<String>> texts(String name) {
    return value(name) instanceof JsonString one
        ? Optional.of(List.of(one.getString()))
        : list(name, value -> string(name, value));
  }

  /** Seconds, possibly with a fraction. */
  OptionalDouble seconds(String name) {
    JsonValue value = value(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof JsonNumber number) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw new IllegalArgumentException(name + " is not a number");
  }

  /** What {@code rooms} and {@code operations} allow; everything where one is missing. */
  Scope scope() {
    Scope scope = texts("rooms").map(Scope.ALL::joining).orElse(Scope.ALL);
    return operations("operations").map(scope::watching).orElse(scope);
  }

  private JsonValue value(String name) {
    JsonValue value = json.get(name);
    return value == JsonValue.NULL ? null : value;
  }

  private <T> Optional<List<T>> list(String name, Function<JsonValue, T> element) {
    JsonValue value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonArray array) {
      return Optional.of(array.stream().map(element).toList());
    }
    throw new IllegalArgumentException(name + " is not a list");
  }

  private static String string(String name, JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new IllegalArgumentException(name + " is not a string");
  }

  private static int int32(String name, JsonValue value) {
    if (value instanceof JsonNumber) {
      try {
        return Math.toIntExact(integer(name, value));
      } catch (ArithmeticException e) {
        // Below.
      }
    }
    throw new IllegalArgumentException(name + " has an element that is not a 32-bit integer");
  }

  private static boolean isInteger(JsonValue value) {
    try {
      integer("", value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static long integer(String name, JsonValue value) {
    try {
      if (value instanceof JsonNumber number) {
        return number.longValueExact();
      }
      if (value instanceof JsonString string) {
        return Long.parseLong(string.getString());
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Below.
    }
    throw new IllegalArgumentException(name + " is not a 64-bit integer");
  }
}

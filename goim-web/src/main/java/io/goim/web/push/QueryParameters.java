package io.goim.web.push;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one call, from its query alone; the body is never searched for them. Names may
 * repeat; where one value is asked for the first counts, as in goim. Immutable.
 *
 * <p>Every method throws {@link BadParameterException} with the parameter's name, its value and what
 * would be right.
 */
final class QueryParameters {

  private static final String INT32 =
      "a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
  private static final String INT64 =
      "a whole number between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE;

  private static final String MID = "a whole number between 1 and " + Long.MAX_VALUE;

  /** Name, value, name, value: a call has a handful, or many of the same name. */
  private final List<String> pairs;

  private QueryParameters(List<String> pairs) {
    this.pairs = pairs;
  }

  /**
   * @param query as it came, still escaped; null when there is none
   */
  static QueryParameters parse(String query) {
    List<String> pairs = new ArrayList<>();
    if (query != null) {
      int start = 0;
      while (start < query.length()) {
        int end = query.indexOf('&', start);
        if (end < 0) {
          end = query.length();
        }
        if (end > start) {
          addPair(pairs, query.substring(start, end));
        }
        start = end + 1;
      }
    }
    return new QueryParameters(pairs);
  }

  /** A value that must be there and not be empty. */
  String text(String name) {
    String value = first(name);
    if (value == null) {
      throw BadParameterException.missing(name);
    }
    if (value.isEmpty()) {
      throw BadParameterException.empty(name);
    }
    return value;
  }

  /** A value that may be missing: empty then. */
  String optionalText(String name) {
    String value = first(name);
    return value == null ? "" : value;
  }

  /** Whether a name is there, with whatever value. */
  boolean has(String name) {
    return first(name) != null;
  }

  /** Every name with its values, in the order of their first appearance. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      all.computeIfAbsent(pairs.get(i), unused -> new ArrayList<>()).add(pairs.get(i + 1));
    }
    return all;
  }

  /** A whole number that must be there, between two limits. */
  int between(String name, int low, int high) {
    return (int)
        number(name, text(name), low, high, "a whole number between " + low + " and " + high);
  }

  /** A whole number between two limits that may be missing. */
  int between(String name, int low, int high, int otherwise) {
    return has(name) ? between(name, low, high) : otherwise;
  }

  /** A user's number, greater than 0. */
  long mid(String name) {
    return number(name, text(name), 1, Long.MAX_VALUE, MID);
  }

  /** Users' numbers, at least one. */
  List<Long> mids(String name) {
    List<Long> values = new ArrayList<>();
    for (String value : texts(name)) {
      values.add(number(name, value, 1, Long.MAX_VALUE, MID));
    }
    return values;
  }

  /** An int32 that must be there; may be 0. */
  int int32(String name) {
    return (int) number(name, text(name), Integer.MIN_VALUE, Integer.MAX_VALUE, INT32);
  }

  /** An int32 that must be there and not be 0. */
  int int32NotZero(String name) {
    int value = int32(name);
    if (value == 0) {
      throw BadParameterException.wrong(name, "0", INT32 + ", but not 0");
    }
    return value;
  }

  /** An int32 that may be missing or empty: 0 then. */
  int optionalInt32(String name) {
    String value = optionalText(name);
    return value.isEmpty()
        ? 0
        : (int) number(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE, INT32);
  }

  /** An int32 that must be there and greater than 0. */
  int positive(String name) {
    return (int)
        number(
            name,
            text(name),
            1,
            Integer.MAX_VALUE,
            "a whole number between 1 and " + Integer.MAX_VALUE);
  }

  /** All values of a name, at least one, none empty. A comma is part of a value. */
  List<String> texts(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        String value = pairs.get(i + 1);
        if (value.isEmpty()) {
          throw BadParameterException.empty(name);
        }
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      throw BadParameterException.missing(name);
    }
    return values;
  }

  /** All values of a name, at least one, each an int64. */
  List<Long> int64s(String name) {
    List<Long> values = new ArrayList<>();
    for (String value : texts(name)) {
      values.add(number(name, value, Long.MIN_VALUE, Long.MAX_VALUE, INT64));
    }
    return values;
  }

  private String first(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return pairs.get(i + 1);
      }
    }
    return null;
  }

  private static void addPair(List<String> pairs, String pair) {
    int equals = pair.indexOf('=');
    pairs.add(unescape(equals < 0 ? pair : pair.substring(0, equals)));
    pairs.add(equals < 0 ? "" : unescape(pair.substring(equals + 1)));
  }

  private static String unescape(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw BadParameterException.malformedQuery(text);
    }
  }

  private static long number(String name, String value, long low, long high, String expected) {
    try {
      if (isAsciiNumber(value)) {
        long number = Long.parseLong(value);
        if (number >= low && number <= high) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      throw BadParameterException.wrong(name, value, expected);
    }
    throw BadParameterException.wrong(name, value, expected);
  }

  /** Java would take the digits of every script. */
  private static boolean isAsciiNumber(String value) {
    return value.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '+');
  }
}

package io.goim.client.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A command line as names and values. Every method that reads a value throws {@link
 * IllegalArgumentException} with one sentence that names option, value and limit.
 */
final class Arguments {

  private final Map<String, String> values = new HashMap<>();

  /**
   * @param named options that have a value
   * @param flags options that have none
   * @throws IllegalArgumentException for one that is neither, that comes twice or lacks its value
   */
  Arguments(Set<String> named, Set<String> flags, String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (!named.contains(name) && !flags.contains(name)) {
        throw new IllegalArgumentException("Unknown option " + name + "; try --help.");
      }
      boolean flag = flags.contains(name);
      if (!flag && i + 1 == arguments.length) {
        throw new IllegalArgumentException("Option " + name + " needs a value; try --help.");
      }
      if (values.put(name, flag ? "" : arguments[++i]) != null) {
        throw new IllegalArgumentException("Option " + name + " is given twice.");
      }
    }
  }

  boolean given(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A whole number from {@code low} to {@code high}. */
  long number(String name, long otherwise, long low, long high) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "Option " + name + " needs a number from " + low + " to " + high + ", not " + value + ".");
  }

  /** As {@link #number(String, long, long, long)}, for limits that fit in an int. */
  int number(String name, int otherwise, int low, int high) {
    return (int) number(name, (long) otherwise, low, high);
  }

  /** One of the words, which are those of an enum in lower case. */
  <E extends Enum<E>> E word(String name, E otherwise, Class<E> type) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    StringBuilder words = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return constant;
      }
      words.append(words.length() == 0 ? "" : " or ").append(word);
    }
    throw new IllegalArgumentException(
        "Option " + name + " needs " + words + ", not " + value + ".");
  }

  /** {@code host:port}; a loopback address unless {@code remote}. */
  InetSocketAddress address(String name, String otherwise, boolean remote) {
    String value = text(name, otherwise);
    int colon = value.lastIndexOf(':');
    int port = colon < 1 ? 0 : port(value.substring(colon + 1));
    if (port == 0) {
      throw new IllegalArgumentException(
          "Option " + name + " needs host:port with a port from 1 to 65535, not " + value + ".");
    }
    try {
      InetAddress host = InetAddress.getByName(value.substring(0, colon));
      if (remote || host.isLoopbackAddress()) {
        return new InetSocketAddress(host, port);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "Option " + name + " needs a host that is known, not " + value + ".");
    }
    throw new IllegalArgumentException(
        "Option "
            + name
            + " needs a loopback address, not "
            + value
            + "; --allow-remote puts load on another machine.");
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      return port >= 1 && port <= 0xffff ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

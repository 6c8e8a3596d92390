package io.goim.config;

import java.util.List;
import java.util.Optional;

/**
 * A range of addresses with a common beginning.
 *
 * @param first its first address
 * @param prefix bits they have in common, of 128: IPv4's own number and 96
 */
public record Cidr(NumericAddress first, int prefix) {

  private static final int BITS = 128;
  private static final int IPV4_BITS = 32;

  /**
   * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
   *
   * @throws RefusedValueException when it is none, or when bits behind the prefix are set
   */
  public static Cidr parse(String text) throws RefusedValueException {
    int slash = text.indexOf('/');
    NumericAddress address =
        NumericAddress.parse(slash < 0 ? "" : text.substring(0, slash))
            .orElseThrow(() -> refused(text));
    boolean short4 = address.isIpv4() && text.indexOf(':') < 0;
    int prefix = prefix(text, slash, short4 ? IPV4_BITS : BITS) + (short4 ? BITS - IPV4_BITS : 0);
    if (!address.first(prefix).equals(address)) {
      throw new RefusedValueException(
          "names " + text + ", which has bits set behind its prefix; is the prefix right?");
    }
    return new Cidr(address, prefix);
  }

  /** Reads a range, or an address alone, which is a range of one. */
  public static Optional<Cidr> of(String text) {
    try {
      return text.indexOf('/') < 0
          ? NumericAddress.parse(text).map(address -> new Cidr(address, BITS))
          : Optional.of(parse(text));
    } catch (RefusedValueException e) {
      return Optional.empty();
    }
  }

  private static int prefix(String text, int slash, int most) throws RefusedValueException {
    String digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      throw refused(text);
    }
    return Integer.parseInt(digits);
  }

  private static RefusedValueException refused(String text) {
    return new RefusedValueException(
        "names " + text + ", which is no range such as 10.0.0.0/8 or 2001:db8::/32");
  }

  /** Whether an address lies in one of some ranges; a text that is no numeric address lies in none. */
  static boolean anyContains(List<Cidr> ranges, String address) {
    return !ranges.isEmpty()
        && NumericAddress.parse(address)
            .map(numeric -> ranges.stream().anyMatch(range -> range.contains(numeric)))
            .orElse(false);
  }

  /** Whether an address lies in it. */
  public boolean contains(NumericAddress address) {
    return address.first(prefix).equals(first);
  }
}

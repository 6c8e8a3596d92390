package io.goim.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits; IPv4 lies in {@code ::ffff:0:0/96}, so that an address is the
 * same however it is written. Numeric only: a name is never looked up.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record NumericAddress(long high, long low) {

  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffff_0000_0000L;

  /** Reads {@code 192.0.2.1}, {@code 2001:db8::1} or {@code ::ffff:192.0.2.1}; no zone, no port. */
  public static Optional<NumericAddress> parse(String text) {
    if (text.indexOf(':') < 0) {
      long four = ipv4(text);
      return four < 0 ? Optional.empty() : Optional.of(new NumericAddress(0, MAPPED | four));
    }
    return ipv6(text);
  }

  /** 32 bits, or -1. */
  private static long ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int number = part.length() > 3 ? -1 : number(part, 10);
      // Some read a leading zero as octal: such a text is no address.
      if (number < 0 || number > 255 || part.length() > 1 && part.charAt(0) == '0') {
        return -1;
      }
      bits = bits << 8 | number;
    }
    return bits;
  }

  private static Optional<NumericAddress> ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return read(text, groups, true) == GROUPS ? Optional.of(of(groups)) : Optional.empty();
    }
    int[] tail = new int[GROUPS];
    int before = read(text.substring(0, gap), groups, false);
    int after = read(text.substring(gap + 2), tail, true);
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return Optional.of(of(groups));
  }

  /**
   * Reads groups between colons; at the end of the address the last may be IPv4.
   *
   * @return how many, or -1
   */
  private static int read(String text, int[] groups, boolean end) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = end && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      if (count + (dotted ? 2 : 1) > GROUPS) {
        return -1;
      }
      long bits = dotted ? ipv4(parts[i]) : parts[i].length() > 4 ? -1 : number(parts[i], 16);
      if (bits < 0) {
        return -1;
      }
      if (dotted) {
        groups[count++] = (int) (bits >> 16);
      }
      groups[count++] = (int) (bits & 0xffff);
    }
    return count;
  }

  /** Digits only, or -1; {@link Integer#parseInt} takes signs and the digits of every script. */
  private static int number(String text, int radix) {
    int number = text.isEmpty() ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      number = digit < 0 ? -1 : number * radix + digit;
    }
    return number;
  }

  private static NumericAddress of(int... groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[GROUPS / 2 + i];
    }
    return new NumericAddress(high, low);
  }

  /** The address as the JDK writes it: IPv4 with points, IPv6 with all its groups. */
  String text() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      // An IPv4 address within 16 bytes becomes one by itself.
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are always an address", e);
    }
  }

  /** Whether this is an IPv4 address, however it was written. */
  boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED >>> 32;
  }

  /** Whether only this machine can be reached at it: 127.0.0.0/8 and ::1. */
  public boolean isLoopback() {
    return isIpv4() ? low >>> 24 == (MAPPED | 0x7f00_0000L) >>> 24 : high == 0 && low == 1;
  }

  /** The address with all bits behind a prefix cleared. */
  public NumericAddress first(int prefix) {
    return new NumericAddress(
        high & mask(Math.min(prefix, 64)), low & mask(Math.max(0, prefix - 64)));
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << 64 - ones;
  }
}

package io.goim.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body of watch and unwatch: operations as decimal int32, separated by commas.
 *
 * <p>Read as goim reads it: a sign is allowed, leading zeros too; a space, an empty entry, a number
 * beyond int32 or anything else spoils the whole list. Stateless.
 */
public final class WatchList {

  private WatchList() {}

  /**
   * Reads a list.
   *
   * @param body at most a client packet's body; the result has at most half as many entries
   * @return the operations in their order, none for an empty body; empty when the list is malformed
   *     and must change nothing
   */
  public static Optional<int[]> parse(byte[] body) {
    if (body.length == 0) {
      return Optional.of(new int[0]);
    }
    int[] operations = new int[entries(body)];
    int start = 0;
    for (int i = 0; i < operations.length; i++) {
      int end = endOfEntry(body, start);
      long value = number(body, start, end);
      if (value != (int) value) {
        return Optional.empty();
      }
      operations[i] = (int) value;
      start = end + 1;
    }
    return Optional.of(operations);
  }

  /** Writes a list. */
  public static byte[] format(int... operations) {
    return Arrays.stream(operations)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static int entries(byte[] body) {
    int entries = 1;
    for (byte b : body) {
      if (b == ',') {
        entries++;
      }
    }
    return entries;
  }

  private static int endOfEntry(byte[] body, int start) {
    int end = start;
    while (end < body.length && body[end] != ',') {
      end++;
    }
    return end;
  }

  /** The number between two offsets, or {@link Long#MAX_VALUE} when there is no int32. */
  private static long number(byte[] body, int start, int end) {
    boolean signed = start < end && (body[start] == '-' || body[start] == '+');
    int first = signed ? start + 1 : start;
    if (first == end) {
      return Long.MAX_VALUE;
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = body[i] - '0';
      // Stopping above int32 keeps the sum far from overflowing a long.
      if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
        return Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return body[start] == '-' ? -value : value;
  }
}

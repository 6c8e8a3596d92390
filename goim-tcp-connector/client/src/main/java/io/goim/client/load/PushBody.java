package io.goim.client.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a push of this client: JSON of fixed places, so that it is read without parsing. All
 * numbers are decimal digits with leading zeros.
 *
 * <pre>
 *  0         9     17 18  20 21     30 31                50           length-2
 *  {"load":" | run | - lane | - number | - due            | xxx… (pad)  | "}
 *            | 8   |   2    |   9      |   19, ns nanoTime|             |
 * </pre>
 *
 * Stateless and allocation-free, except {@link #template}.
 */
final class PushBody {

  /** Shortest body, bytes: one without padding. */
  static final int MIN_LENGTH = 52;

  /** Largest number of a push, and how many pushes a lane may make. */
  static final int MAX_NUMBER = 999_999_999;

  /** Runs are 0 to this. */
  static final int MAX_RUN = 99_999_999;

  private static final String START = "{\"load\":\"";
  private static final int RUN = 9;
  private static final int LANE = 18;
  private static final int NUMBER = 21;
  private static final int DUE = 31;
  private static final int PAD = 50;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long MARK =
      (long) EIGHT_BYTES.get(START.getBytes(StandardCharsets.US_ASCII), 0);

  private PushBody() {}

  /**
   * A body of {@code length} bytes, {@link #MIN_LENGTH} or more, with number and due time 0.
   *
   * @param lane 0 to 99
   */
  static byte[] template(int run, int lane, int length) {
    byte[] body = new byte[length];
    byte[] start = START.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(start, 0, body, 0, start.length);
    putDigits(body, RUN, LANE - 1, run);
    body[LANE - 1] = '-';
    putDigits(body, LANE, NUMBER - 1, lane);
    body[NUMBER - 1] = '-';
    body[DUE - 1] = '-';
    set(body, 0, 0, 0);
    Arrays.fill(body, PAD, length - 2, (byte) 'x');
    body[length - 2] = '"';
    body[length - 1] = '}';
    return body;
  }

  /** Writes number and due time into the body that starts at {@code offset}. */
  static void set(byte[] bytes, int offset, int number, long due) {
    putDigits(bytes, offset + NUMBER, offset + DUE - 1, number);
    putDigits(bytes, offset + DUE, offset + PAD, due);
  }

  /** Whether a body is one of this client's, of whatever run. */
  static boolean isOne(byte[] bytes, int offset, int length) {
    return length >= MIN_LENGTH && (long) EIGHT_BYTES.get(bytes, offset) == MARK;
  }

  /** The run as a word that is the same for two bodies of one run only. */
  static long run(byte[] bytes, int offset) {
    return (long) EIGHT_BYTES.get(bytes, offset + RUN);
  }

  /** The lane, when the body {@link #isOne}. */
  static int lane(byte[] bytes, int offset) {
    return (int) digits(bytes, offset + LANE, offset + NUMBER - 1);
  }

  /** The number, when the body {@link #isOne}. */
  static int number(byte[] bytes, int offset) {
    return (int) digits(bytes, offset + NUMBER, offset + DUE - 1);
  }

  /** When the push was due, ns, when the body {@link #isOne}. */
  static long due(byte[] bytes, int offset) {
    return digits(bytes, offset + DUE, offset + PAD);
  }

  private static long digits(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  private static void putDigits(byte[] bytes, int from, int to, long value) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}

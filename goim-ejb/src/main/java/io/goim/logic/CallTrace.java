package io.goim.logic;

import java.util.regex.Pattern;

/**
 * The trace of the call that the current thread serves. Held by the thread rather than passed along:
 * pushes that are followed are rare, and nothing between the HTTP call and the origin of its pushes
 * would do anything else with it.
 */
public final class CallTrace {

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  /** What may stand in a log and in a header without any escape. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private CallTrace() {}

  /** Whether a text can be a trace: 1 to 64 letters, digits, dots, dashes and underscores. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /**
   * Pushes of this thread are followed from now on.
   *
   * @param trace as {@link #isPlain} says
   */
  public static void begin(String trace) {
    CURRENT.set(trace);
  }

  /** Pushes of this thread are not followed any more. */
  public static void end() {
    CURRENT.remove();
  }

  /** The trace, or null. */
  public static String current() {
    return CURRENT.get();
  }
}

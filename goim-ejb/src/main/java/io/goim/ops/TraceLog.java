package io.goim.ops;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What becomes of pushes that somebody follows, as lines of the log: each begins with the trace, and in
 * JSON it is a field of its own. Stateless; does nothing for a push that is not followed.
 */
public final class TraceLog {

  private static final Logger LOG = Logger.getLogger("io.goim.trace");

  private TraceLog() {}

  /**
   * A push has come a step further.
   *
   * @param trace null for a push that is not followed
   * @param step what happened to it, with places {1} and on for the details
   */
  public static void say(String trace, String step, Object... details) {
    if (trace == null || !LOG.isLoggable(Level.INFO)) {
      return;
    }
    Object[] all = new Object[details.length + 2];
    all[0] = trace;
    for (int i = 0; i < details.length; i++) {
      // As text: digits of numbers would be grouped.
      all[i + 1] = String.valueOf(details[i]);
    }
    all[details.length + 1] = Map.entry("trace", trace);
    LOG.log(Level.INFO, "Trace {0}: " + step, all);
  }
}

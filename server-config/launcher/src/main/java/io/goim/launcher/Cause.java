package io.goim.launcher;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a chain of exceptions is really about. */
final class Cause {
  private Cause() {}

  /** The message of the innermost cause; its class's name when it has none. */
  static String deepest(Throwable thrown) {
    Throwable innermost = thrown;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (innermost.getCause() != null && seen.add(innermost)) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    if (message == null || message.isBlank()) {
      return innermost.getClass().getName();
    }
    // Messages such as "goim/x" of NoClassDefFoundError say nothing without their class.
    return innermost instanceof LinkageError || innermost instanceof ReflectiveOperationException
        ? innermost.toString()
        : message.strip();
  }
}

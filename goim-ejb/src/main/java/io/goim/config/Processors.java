package io.goim.config;

/** How many threads a part gets that shares the machine with others, when nobody says. */
final class Processors {

  /** {@link #half()} in the words of the documentation. */
  static final String HALF = "half the processors, at least 1";

  private Processors() {}

  static int half() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }
}

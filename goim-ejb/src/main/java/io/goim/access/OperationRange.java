package io.goim.access;

/**
 * Operations from one number to another.
 *
 * @param first the smallest
 * @param last the largest
 */
record OperationRange(int first, int last) {

  static final OperationRange ALL = new OperationRange(Integer.MIN_VALUE, Integer.MAX_VALUE);

  /** Reads {@code 1000} or {@code 1000-1999}. */
  static OperationRange parse(String text) {
    int dash = text.indexOf('-', 1);
    try {
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1));
      if (first <= last) {
        return new OperationRange(first, last);
      }
    } catch (NumberFormatException e) {
      // Below.
    }
    throw new IllegalArgumentException(
        "operations " + text + " must be a number or a range such as 1000-1999");
  }

  boolean contains(int operation) {
    return first <= operation && operation <= last;
  }
}

package io.goim.it.faults;

/**
 * One push call and what came of it. Immutable.
 *
 * @param number unique for its target, in the order of the calls
 * @param called when the call began, nanoseconds
 * @param answered when it was answered or given up, nanoseconds
 * @param said answer or failure, for a person to read
 */
record Push(int number, long called, long answered, Outcome outcome, String said) {

  /** What the caller knows. */
  enum Outcome {
    /** Answered with code 0. */
    ACCEPTED,
    /** Answered with anything else, or no connection: the server does not have it. */
    REFUSED,
    /** No answer: the server may have it. */
    UNKNOWN
  }

  boolean accepted() {
    return outcome == Outcome.ACCEPTED;
  }
}

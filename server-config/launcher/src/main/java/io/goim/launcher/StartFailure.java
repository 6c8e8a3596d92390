package io.goim.launcher;

/** The node cannot start or go on. The message is for people: what is wrong and what to change. */
final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Exit status for a wrong command line. */
  static final int USAGE = 2;

  /** Exit status for everything else. */
  static final int FAILED = 1;

  private final int exitStatus;

  StartFailure(String message) {
    this(message, FAILED);
  }

  StartFailure(String message, int exitStatus) {
    super(message);
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }
}

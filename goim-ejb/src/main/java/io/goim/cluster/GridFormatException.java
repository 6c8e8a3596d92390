package io.goim.cluster;

/** Bytes in the grid that this version does not understand. */
class GridFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GridFormatException(String problem, Throwable cause) {
    super(problem, cause);
  }
}

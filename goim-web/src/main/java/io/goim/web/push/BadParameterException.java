package io.goim.web.push;

/** A parameter of the query is missing, empty, malformed or out of range. */
public class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 64;

  private BadParameterException(String message) {
    super(message, null, false, false);
  }

  static BadParameterException missing(String name) {
    return new BadParameterException("parameter " + name + " is missing");
  }

  static BadParameterException empty(String name) {
    return new BadParameterException("parameter " + name + " is empty");
  }

  /**
   * @param expected completes "must be", with the limits
   */
  static BadParameterException wrong(String name, String value, String expected) {
    return new BadParameterException(
        "parameter " + name + " is \"" + shorten(value) + "\" and must be " + expected);
  }

  /** Names exclude each other, or one of them is needed. */
  static BadParameterException choice(String sentence) {
    return new BadParameterException(sentence);
  }

  /** The query as a whole cannot be read. */
  static BadParameterException malformedQuery(String part) {
    return new BadParameterException("query has a malformed escape in \"" + shorten(part) + "\"");
  }

  /** The body of a request that offers an upgrade has no end that could be seen. */
  static BadParameterException upgradeWithoutLength() {
    return new BadParameterException(
        "header Upgrade came with a chunked body: send Content-Length, or HTTP/1.1 without Upgrade");
  }

  private static String shorten(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}

package io.goim.protocol.session;

import java.util.List;
import java.util.Locale;

/**
 * Origins of web pages as browsers send them in the header {@code Origin}: {@code https://example.org},
 * with the port where it is not the scheme's own. Immutable.
 *
 * <p>Source: RFC 6454 section 6.2, RFC 6455 section 10.2.
 *
 * @param list in lower case; {@code *} is any
 */
public record Origins(List<String> list) {

  private static final String EVERY = "*";

  /** Every origin. */
  public static final Origins ANY = new Origins(List.of(EVERY));

  /** No origin. */
  public static final Origins NONE = new Origins(List.of());

  /** Whether pages of an origin are meant. */
  public boolean contains(String origin) {
    return list.contains(EVERY) || list.contains(origin.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether whoever asks for a WebSocket may have it: browsers always name the page's origin, and what
   * names none is no browser, which could write there what it likes.
   *
   * @param origin the header's value, null without
   */
  public boolean admits(String origin) {
    return origin == null || contains(origin);
  }
}

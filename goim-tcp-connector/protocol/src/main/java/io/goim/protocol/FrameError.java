package io.goim.protocol;

/** How a packet can break the protocol. The names appear in logs and counters. */
public enum FrameError {
  /** The length field is below {@link FrameLimits#HEADER}; negative lengths are among these. */
  LENGTH_TOO_SMALL("length is smaller than the header"),
  /** The length field is above the limit of the receiving side. */
  LENGTH_TOO_LARGE("length is above the limit"),
  /** The header-length field is not {@link FrameLimits#HEADER}. */
  WRONG_HEADER_LENGTH("header length is not 16"),
  /** A message or batch ends before the packet in it does. */
  TRUNCATED("packet is cut short"),
  /** A message that must be one packet goes on after it. */
  TRAILING_BYTES("bytes follow the packet");

  private final String text;

  FrameError(String text) {
    this.text = text;
  }

  /** A few words for people, ASCII. */
  public String text() {
    return text;
  }
}

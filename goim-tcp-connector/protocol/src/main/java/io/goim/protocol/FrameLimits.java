package io.goim.protocol;

/** Sizes of the packet, in bytes. Source: docs/PROTOCOL.md, "Packet". */
public final class FrameLimits {

  /** Length of the packet header, and the only value its header-length field may have. */
  public static final int HEADER = 16;

  /** Largest body a client may send. */
  public static final int MAX_BODY = 4096;

  /** Largest packet a client may send: the upper limit of its length field. */
  public static final int MAX_PACKET = HEADER + MAX_BODY;

  private FrameLimits() {}
}

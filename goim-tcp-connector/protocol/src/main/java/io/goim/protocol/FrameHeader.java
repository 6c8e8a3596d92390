package io.goim.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The header of a packet over any bytes. Numbers are big-endian and signed.
 *
 * <pre>
 *  0        4      6      8           12      16
 *  | length | hdr  | ver  | operation | seq   | body …
 *  | int32  | int16| int16| int32     | int32 |
 * </pre>
 *
 * {@code length} counts header and body, {@code hdr} is always 16. Stateless and allocation-free.
 * Source: docs/PROTOCOL.md, "Packet".
 */
public final class FrameHeader {

  /** Offset of the length of the whole packet, int32. */
  public static final int LENGTH_OFFSET = 0;

  /** Offset of the header's length, int16. */
  public static final int HEADER_LENGTH_OFFSET = 4;

  /** Offset of the protocol version, int16. */
  public static final int VERSION_OFFSET = 6;

  /** Offset of the operation, int32. */
  public static final int OPERATION_OFFSET = 8;

  /** Offset of the sequence number, int32. */
  public static final int SEQUENCE_OFFSET = 12;

  /** Offset of the body. */
  public static final int BODY_OFFSET = FrameLimits.HEADER;

  /** Version of every pushed packet and batch. */
  public static final int PUSH_VERSION = 1;

  /** Sequence of every pushed packet and batch; replies copy the request's. */
  public static final int PUSH_SEQUENCE = 0;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private FrameHeader() {}

  /**
   * Checks the two length fields of a header, before anything else is believed or allocated.
   *
   * @param length the length field as received
   * @param headerLength the header-length field as received
   * @param maxPacket largest acceptable packet, header included: {@link FrameLimits#MAX_PACKET} for
   *     packets of clients
   * @return null when the packet may be read
   */
  public static FrameError check(int length, int headerLength, int maxPacket) {
    if (length < FrameLimits.HEADER) {
      return FrameError.LENGTH_TOO_SMALL;
    }
    if (length > maxPacket) {
      return FrameError.LENGTH_TOO_LARGE;
    }
    if (headerLength != FrameLimits.HEADER) {
      return FrameError.WRONG_HEADER_LENGTH;
    }
    return null;
  }

  /** Length of the packet whose header starts at {@code offset}, as received. */
  public static int length(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset + LENGTH_OFFSET);
  }

  /** Header length of the packet whose header starts at {@code offset}, as received. */
  public static int headerLength(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset + HEADER_LENGTH_OFFSET);
  }

  /** Version of the packet whose header starts at {@code offset}: −32,768 to 32,767. */
  public static int version(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset + VERSION_OFFSET);
  }

  /** Operation of the packet whose header starts at {@code offset}. */
  public static int operation(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset + OPERATION_OFFSET);
  }

  /** Sequence of the packet whose header starts at {@code offset}. */
  public static int sequence(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset + SEQUENCE_OFFSET);
  }

  /**
   * Writes a header of {@link FrameLimits#HEADER} bytes.
   *
   * @param version its low 16 bits are sent
   * @param bodyLength bytes of body that will follow
   */
  public static void put(
      byte[] target, int offset, int operation, int version, int sequence, int bodyLength) {
    INT.set(target, offset + LENGTH_OFFSET, FrameLimits.HEADER + bodyLength);
    SHORT.set(target, offset + HEADER_LENGTH_OFFSET, (short) FrameLimits.HEADER);
    SHORT.set(target, offset + VERSION_OFFSET, (short) version);
    INT.set(target, offset + OPERATION_OFFSET, operation);
    INT.set(target, offset + SEQUENCE_OFFSET, sequence);
  }
}

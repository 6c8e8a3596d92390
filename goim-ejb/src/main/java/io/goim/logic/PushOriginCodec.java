package io.goim.logic;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An origin as bytes, in {@link DataOutput}'s form: flags, source, group, sequence, time of the call,
 * and the trace when the push is followed. The same in the journal of a node's queue and between
 * nodes; there an origin may be missing, and the lowest bit of the flags tells. Stateless.
 */
public final class PushOriginCodec {

  private static final int EXTERNAL = 1;
  private static final int FOLLOWED = 2;

  private static final int NOTHING = 0;
  private static final int SOMETHING = 1;

  private PushOriginCodec() {}

  /**
   * Writes an origin.
   *
   * @throws java.io.UTFDataFormatException when its source takes more than 65,535 bytes
   */
  public static void write(DataOutput out, PushOrigin origin) throws IOException {
    out.writeByte(flags(origin));
    writeFields(out, origin);
  }

  /** Reads what {@link #write} wrote. */
  public static PushOrigin read(DataInput in) throws IOException {
    return readFields(in, in.readUnsignedByte());
  }

  /** Writes an origin or null. */
  public static void writeOptional(DataOutput out, PushOrigin origin) throws IOException {
    if (origin == null) {
      out.writeByte(NOTHING);
      return;
    }
    out.writeByte(flags(origin) << 1 | SOMETHING);
    writeFields(out, origin);
  }

  /** Reads what {@link #writeOptional} wrote. */
  public static PushOrigin readOptional(DataInput in) throws IOException {
    int flags = in.readUnsignedByte();
    return flags == NOTHING ? null : readFields(in, flags >> 1);
  }

  private static int flags(PushOrigin origin) {
    return (origin.external() ? EXTERNAL : 0) | (origin.trace() == null ? 0 : FOLLOWED);
  }

  private static void writeFields(DataOutput out, PushOrigin origin) throws IOException {
    out.writeUTF(origin.source());
    out.writeInt(origin.group());
    out.writeLong(origin.sequence());
    out.writeLong(origin.accepted());
    if (origin.trace() != null) {
      out.writeUTF(origin.trace());
    }
  }

  private static PushOrigin readFields(DataInput in, int flags) throws IOException {
    return new PushOrigin(
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        (flags & EXTERNAL) != 0,
        in.readLong(),
        (flags & FOLLOWED) != 0 ? in.readUTF() : null);
  }
}

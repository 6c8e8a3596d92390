package io.goim.relay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some parcels that travel together on a link.
 *
 * @param link which link of the sender's; one that was opened later has a higher number
 * @param lane which of its lanes
 * @param sequence from 1 on, without gaps
 * @param parcels in their order
 */
record LinkFrame(long link, Lane lane, long sequence, List<byte[]> parcels) {

  /** Most parcels in one frame. */
  static final int MAX_PARCELS = 1000;

  /** Bytes of parcels after which a frame is full; the last parcel may go over it. */
  static final int FULL_BYTES = 256 * 1024;

  void write(DataOutputStream out) throws IOException {
    out.writeLong(link);
    out.writeByte(lane.ordinal());
    out.writeLong(sequence);
    out.writeShort(parcels.size());
    for (byte[] parcel : parcels) {
      Bytes.writeBytes(out, parcel);
    }
  }

  static LinkFrame read(DataInputStream in) throws IOException {
    long link = in.readLong();
    Lane lane = Lane.read(in);
    long sequence = in.readLong();
    int count = in.readUnsignedShort();
    List<byte[]> parcels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parcels.add(Bytes.readBytes(in));
    }
    return new LinkFrame(link, lane, sequence, parcels);
  }
}

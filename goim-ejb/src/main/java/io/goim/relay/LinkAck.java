package io.goim.relay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How far a receiver has come.
 *
 * @param link the sender's link
 * @param lane which of its lanes
 * @param sequence the last frame that was worked off, with all before it
 */
record LinkAck(long link, Lane lane, long sequence) {

  void write(DataOutputStream out) throws IOException {
    out.writeLong(link);
    out.writeByte(lane.ordinal());
    out.writeLong(sequence);
  }

  static LinkAck read(DataInputStream in) throws IOException {
    return new LinkAck(in.readLong(), Lane.read(in), in.readLong());
  }
}

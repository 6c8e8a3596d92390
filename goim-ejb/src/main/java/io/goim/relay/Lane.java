package io.goim.relay;

import java.io.DataInputStream;
import java.io.IOException;

/** What must not wait for one another on the way between two nodes. */
enum Lane {
  /** Pushes for the node's clients: they wait while the clients' buckets are behind. */
  PUSHES,
  /** Everything the nodes say to each other. */
  WORDS;

  static Lane read(DataInputStream in) throws IOException {
    int lane = in.readUnsignedByte();
    if (lane >= values().length) {
      throw new IOException("lane " + lane);
    }
    return values()[lane];
  }
}

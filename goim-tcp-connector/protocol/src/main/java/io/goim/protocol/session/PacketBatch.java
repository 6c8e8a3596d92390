package io.goim.protocol.session;

/**
 * Encoded packets, one after the other, as TCP carries them; the hub fills it once and many
 * connections send ranges of it. NOT thread safe: used on its loop's thread only.
 *
 * <p>Whoever asked {@link ConnectionLoop#newBatch()} releases it. Connections that still have a
 * range to send keep what they need themselves, so the batch may be released right after the pass;
 * no range may be appended to or passed to a connection after that.
 */
public interface PacketBatch {

  /** Encodes one pushed packet (version 1, sequence 0) at the end. Returns the new {@link #length()}. */
  int append(int operation, byte[] body);

  /** Bytes so far: the offset at which the next packet will start. */
  int length();

  /** Copies bytes out, for transports that need a form of their own. */
  void copy(int from, byte[] target, int offset, int count);

  /** Gives the memory back. Called exactly once. */
  void release();
}

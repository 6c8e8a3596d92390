package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.nio.ByteBuffer;

/**
 * Pushes that wait for one client that is behind, bounded in messages and bytes. Exists only while
 * something waits. NOT thread safe: the loop's thread only; whoever drops it calls {@link
 * #release()}.
 */
final class Outbox {

  /**
   * Most bytes written between two flushes: enough to fill a socket buffer, small enough that a
   * client that falls behind again costs one chunk of copies.
   */
  static final int CHUNK_BYTES = 65_536;

  /** Most messages written between two flushes: each text message is a frame of its own. */
  static final int CHUNK_MESSAGES = 256;

  private static final int OPERATION_OFFSET = 8;

  private final ConnectionLoop loop;
  private final OutboxLoad load;
  private PacketBatch packets;

  /** Offset of the oldest message that waits. */
  private int start;

  private int messages;
  private int fullSince = Timed.NEVER;

  /**
   * @param load counts what waits here among all outboxes of the bucket
   */
  Outbox(ConnectionLoop loop, OutboxLoad load) {
    this.loop = loop;
    this.load = load;
    this.packets = loop.newBatch();
    load.addOutboxes(1);
  }

  /**
   * Keeps a message. The first one is taken whatever its size, for there are messages larger than
   * any sensible limit.
   *
   * @return why the message was not taken, or null when it was
   */
  DropReason add(int operation, byte[] body, CometSettings settings) {
    if (messages >= settings.outboxMessages()) {
      return DropReason.OUTBOX_MESSAGES;
    }
    long bytes = (long) packets.length() - start + FrameLimits.HEADER + body.length;
    if (messages > 0 && bytes > settings.outboxBytes()) {
      return DropReason.OUTBOX_BYTES;
    }
    packets.append(operation, body);
    messages++;
    load.add(1, FrameLimits.HEADER + body.length);
    return null;
  }

  int messages() {
    return messages;
  }

  /** Bytes of the messages that wait, headers included. */
  long bytes() {
    return (long) packets.length() - start;
  }

  /** The tick of the first loss since the client last took something, {@link Timed#NEVER} if none. */
  int fullSince() {
    return fullSince;
  }

  /** A message was lost. Returns true when it is the first since the client last took something. */
  boolean markFull(int now) {
    boolean first = fullSince == Timed.NEVER;
    if (first) {
      fullSince = now;
    }
    return first;
  }

  /** The client takes messages again. */
  void markMoving() {
    fullSince = Timed.NEVER;
  }

  /** Writes the oldest messages, one at least, packed together. Returns how many. */
  int writePacked(Connection connection) {
    int end = start;
    int count = 0;
    while (fits(end, count)) {
      end = after(end);
      count++;
    }
    connection.push(packets, start, end);
    written(end, count);
    return count;
  }

  /** Writes the oldest messages, one at least, each as text. Returns how many. */
  int writeText(Connection connection, TextCodec texts) {
    int at = start;
    int count = 0;
    while (fits(at, count)) {
      int next = after(at);
      byte[] body = new byte[next - at - FrameLimits.HEADER];
      packets.copy(at + FrameLimits.HEADER, body, 0, body.length);
      connection.text(texts.push(field(at + OPERATION_OFFSET), body));
      at = next;
      count++;
    }
    written(at, count);
    return count;
  }

  /** Whether the message at an offset still belongs to a chunk of so many messages before it. */
  private boolean fits(int at, int count) {
    return at < packets.length()
        && (count == 0 || count < CHUNK_MESSAGES && after(at) - start <= CHUNK_BYTES);
  }

  /** The offset behind the message at an offset. */
  private int after(int at) {
    return at + field(at);
  }

  void release() {
    load.add(-messages, start - packets.length());
    load.addOutboxes(-1);
    packets.release();
  }

  /**
   * Forgets what was written; moves the rest once it is the smaller half, so that memory stays
   * bounded. An empty outbox is not moved: it is released next.
   */
  private void written(int end, int count) {
    load.add(-count, start - end);
    start = end;
    messages -= count;
    int rest = packets.length() - start;
    if (rest > 0 && rest <= start) {
      PacketBatch old = packets;
      packets = loop.newBatch();
      packets.append(old, start, start + rest);
      old.release();
      start = 0;
    }
  }

  private int field(int at) {
    byte[] bytes = new byte[Integer.BYTES];
    packets.copy(at, bytes, 0, Integer.BYTES);
    return ByteBuffer.wrap(bytes).getInt();
  }
}

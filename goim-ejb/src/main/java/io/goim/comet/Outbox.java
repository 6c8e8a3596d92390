package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.ConnectionLoop;
import io.goim.protocol.session.PacketBatch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Pushes that wait for one client that is behind, bounded in messages and bytes. Exists only while
 * something waits. NOT thread safe: the loop's thread only; whoever drops it calls {@link
 * #release()}.
 *
 * <p>They lie in chunks, for the sake of the clients that do read: an outbox in one piece would be
 * moved into a larger one now and then, and outboxes that fill alike would all be moved in the same
 * pass, hundreds of megabytes before the next push.
 */
final class Outbox {

  /**
   * Most bytes of a chunk, but for one larger message, and most bytes written between two flushes:
   * enough to fill a socket buffer.
   */
  static final int CHUNK_BYTES = 65_536;

  /** Most messages written between two flushes: each text message is a frame of its own. */
  static final int CHUNK_MESSAGES = 256;

  private static final int OPERATION_OFFSET = 8;

  private final ConnectionLoop loop;
  private final OutboxLoad load;

  /** Oldest first; each has a message that waits. */
  private final Deque<PacketBatch> chunks = new ArrayDeque<>(2);

  /** Offset of the oldest message in the oldest chunk. */
  private int start;

  private int messages;
  private long bytes;
  private int fullSince = Timed.NEVER;

  /**
   * @param load counts what waits here among all outboxes of the bucket
   */
  Outbox(ConnectionLoop loop, OutboxLoad load) {
    this.loop = loop;
    this.load = load;
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
    int size = FrameLimits.HEADER + body.length;
    if (messages > 0 && bytes + size > settings.outboxBytes()) {
      return DropReason.OUTBOX_BYTES;
    }
    chunkFor(size).append(operation, body);
    messages++;
    bytes += size;
    load.add(1, size);
    return null;
  }

  private PacketBatch chunkFor(int size) {
    PacketBatch newest = chunks.peekLast();
    if (newest == null || newest.length() + size > CHUNK_BYTES) {
      newest = loop.newBatch();
      chunks.addLast(newest);
    }
    return newest;
  }

  int messages() {
    return messages;
  }

  /** Bytes of the messages that wait, headers included. */
  long bytes() {
    return bytes;
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
    PacketBatch oldest = chunks.getFirst();
    int end = start;
    int count = 0;
    while (fits(oldest, end, count)) {
      end = after(oldest, end);
      count++;
    }
    connection.push(oldest, start, end);
    written(end, count);
    return count;
  }

  /** Writes the oldest messages, one at least, each as text. Returns how many. */
  int writeText(Connection connection, TextCodec texts) {
    PacketBatch oldest = chunks.getFirst();
    int at = start;
    int count = 0;
    while (fits(oldest, at, count)) {
      int next = after(oldest, at);
      byte[] body = new byte[next - at - FrameLimits.HEADER];
      oldest.copy(at + FrameLimits.HEADER, body, 0, body.length);
      connection.text(texts.push(field(oldest, at + OPERATION_OFFSET), body));
      at = next;
      count++;
    }
    written(at, count);
    return count;
  }

  void release() {
    load.add(-messages, -bytes);
    load.addOutboxes(-1);
    chunks.forEach(PacketBatch::release);
    chunks.clear();
  }

  /** Whether there is a message at an offset, and it may be written with so many before it. */
  private static boolean fits(PacketBatch chunk, int at, int count) {
    return at < chunk.length() && count < CHUNK_MESSAGES;
  }

  /** Forgets what was written. */
  private void written(int end, int count) {
    load.add(-count, start - end);
    messages -= count;
    bytes -= end - start;
    start = end;
    if (start == chunks.getFirst().length()) {
      chunks.removeFirst().release();
      start = 0;
    }
  }

  /** The offset behind the message at an offset. */
  private static int after(PacketBatch chunk, int at) {
    return at + field(chunk, at);
  }

  private static int field(PacketBatch chunk, int at) {
    byte[] bytes = new byte[Integer.BYTES];
    chunk.copy(at, bytes, 0, Integer.BYTES);
    return ByteBuffer.wrap(bytes).getInt();
  }
}

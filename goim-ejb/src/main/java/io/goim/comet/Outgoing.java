package io.goim.comet;

import io.goim.config.CometSettings;
import io.goim.config.Words;
import io.goim.protocol.FrameHeader;
import io.goim.protocol.Operation;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.Connection;

/**
 * The outgoing side of a {@link Channel}: replies, pushes, and what happens when the client does not
 * take them. NOT thread safe: the thread of the bucket's loop only.
 *
 * <p>While the client is behind, pushes wait in the outbox and nothing is read from it, so that
 * replies end too. A base class rather than a part, for the reason in {@link ChannelState}.
 */
abstract class Outgoing extends ChannelState {

  /** The login was a text message: replies and pushes are text. */
  static final int TEXT = 1;

  /** A flush said that the client does not take it fast enough. */
  static final int BEHIND = 2;

  /** Somebody looks at the client, or did until a moment ago: its traffic is logged or told. */
  static final int TRACED = 4;

  /** Flags that take a delivery off its fast path. */
  private static final int SPECIAL = TEXT | BEHIND | TRACED;

  /** A reply waits for the flush at the end of the read. */
  static final int UNFLUSHED = 8;

  /** The transport was asked to read no more. */
  private static final int PAUSED = 16;

  /** The client has been sent elsewhere. */
  static final int TOLD_TO_GO = 32;

  /** Logged in, counted and indexed; stays when the channel ends. */
  static final int ENTERED = 64;

  final Bucket bucket;
  final Connection connection;

  private Outbox outbox;
  private byte flags;

  /** The end of the range when the pass has touched the channel, but with text only; or less. */
  private static final int TEXT_ONLY = -1;

  // The range of the pass's batch that this channel receives at the end of the pass. The end is 0
  // when the pass has not touched the channel.
  private int from;
  private int to;

  Outgoing(Bucket bucket, Connection connection) {
    this.bucket = bucket;
    this.connection = connection;
  }

  /** A message was lost because the outbox is full, for the first time since it last moved. */
  abstract void onOutboxFull();

  /** Whether logic is being asked about a token: what the client sends must wait. */
  abstract boolean awaitsLogic();

  /** Serving the connection failed: ends it. */
  abstract void fail(RuntimeException failure);

  /**
   * Tells those who look at this client, if any, what happens to it.
   *
   * @param what a word of {@link ClientEvent}
   * @param pushTrace what the push is followed by, or null
   */
  abstract void trace(String what, int operation, int bytes, String detail, String pushTrace);

  /** Answers the client; the answer leaves with the next flush. */
  final void reply(int operation, int version, int sequence, byte[] body) {
    if (is(TEXT)) {
      connection.text(bucket.context.texts().reply(operation, version, sequence, body));
    } else {
      connection.reply(operation, version, sequence, body);
    }
    flags |= UNFLUSHED;
  }

  /** Sends the client elsewhere; it is served until it is closed. */
  final void tellToGo(byte[] notice) {
    set(TOLD_TO_GO);
    announce(notice);
    flush();
  }

  /** Tells the client in a packet why it will be closed, in the form of what it sent itself. */
  final void announce(byte[] notice) {
    if (is(TEXT)) {
      connection.text(bucket.context.texts().push(Operation.DISCONNECT, notice));
    } else {
      connection.reply(
          Operation.DISCONNECT, FrameHeader.PUSH_VERSION, FrameHeader.PUSH_SEQUENCE, notice);
    }
  }

  /** Receives the push that a pass is at. */
  final void deliver(Pass pass) {
    if ((flags & SPECIAL) != 0) {
      deliverSpecially(pass);
    } else {
      deliverPacked(pass);
    }
  }

  private void deliverPacked(Pass pass) {
    int start = pass.from();
    if (to == 0) {
      pass.touch(this);
      from = start;
    } else if (to != start) {
      connection.push(pass.batch(), from, to);
      from = start;
    }
    to = pass.to();
    pass.countDelivered();
  }

  private void deliverSpecially(Pass pass) {
    PushMessage message = pass.message();
    trace("pushed", message.operation(), message.body().length, "", pass.trace());
    if (is(BEHIND)) {
      keep(message, pass.trace());
    } else if (is(TEXT)) {
      deliverText(pass);
    } else {
      deliverPacked(pass);
    }
  }

  /** Flushes within the pass now and then: what text costs the transport is not packed. */
  private void deliverText(Pass pass) {
    if (to == 0) {
      pass.touch(this);
      to = TEXT_ONLY;
    }
    connection.text(pass.text());
    if (--to <= TEXT_ONLY - Outbox.CHUNK_MESSAGES) {
      to = TEXT_ONLY;
      flush();
    }
    pass.countDelivered();
  }

  /** The pass that touched this channel is over: writes the last range and flushes. */
  final void endPass(Pass pass) {
    int end = to;
    to = 0;
    if (isEnded()) {
      pass.notWritten(from, end);
    } else if (end > 0) {
      flags &= ~UNFLUSHED;
      flushed(pushAndFlush(pass, end));
    } else {
      flush();
    }
  }

  private boolean pushAndFlush(Pass pass, int end) {
    try {
      return connection.pushAndFlush(pass.batch(), from, end);
    } catch (RuntimeException failure) {
      pass.notWritten(from, end);
      throw failure;
    }
  }

  private void keep(PushMessage message, String pushTrace) {
    CometSettings settings = bucket.context.settings();
    if (outbox == null) {
      outbox = new Outbox(bucket.loop, bucket.outboxes);
    }
    DropReason lost = outbox.add(message.operation(), message.body(), settings);
    if (lost != null) {
      bucket.context.events().dropped(lost, 1);
      trace("dropped", message.operation(), message.body().length, Words.of(lost), pushTrace);
      if (outbox.markFull(bucket.tick())) {
        onOutboxFull();
      }
    }
  }

  /** Hands on what was written; learns whether the client is behind. */
  final void flush() {
    flags &= ~UNFLUSHED;
    flushed(connection.flush());
  }

  private void flushed(boolean taken) {
    if (isEnded()) {
      return;
    }
    if (!taken) {
      flags |= BEHIND;
      pauseOrResume();
    } else if (is(BEHIND)) {
      catchUp();
    }
  }

  /** The client takes again: hands on what waited, until it is behind once more or all is gone. */
  final void catchUp() {
    flags &= ~BEHIND;
    while (outbox != null && !is(BEHIND)) {
      Outbox box = outbox;
      // Not this channel's for the moment: an end meanwhile must not release what is being written.
      outbox = null;
      boolean taken = write(box);
      if (isEnded()) {
        lose(box);
        return;
      }
      if (box.messages() == 0) {
        box.release();
      } else {
        outbox = box;
      }
      if (!taken) {
        flags |= BEHIND;
      }
    }
    pauseOrResume();
  }

  private boolean write(Outbox box) {
    try {
      box.markMoving();
      int written =
          is(TEXT)
              ? box.writeText(connection, bucket.context.texts())
              : box.writePacked(connection);
      bucket.context.events().delivered(written);
      return connection.flush();
    } catch (RuntimeException failure) {
      fail(failure);
      return false;
    }
  }

  /** The tick since which messages are lost because the outbox is full, or {@link #NEVER}. */
  final int fullSince() {
    return outbox == null ? NEVER : outbox.fullSince();
  }

  /** Messages that wait because the client is behind. */
  final int outboxMessages() {
    return outbox == null ? 0 : outbox.messages();
  }

  /** Bytes of them. */
  final long outboxBytes() {
    return outbox == null ? 0 : outbox.bytes();
  }

  /** The channel has ended: what waited is lost, and counted. */
  final void loseOutbox() {
    if (outbox != null) {
      lose(outbox);
      outbox = null;
    }
  }

  private void lose(Outbox box) {
    if (box.messages() > 0) {
      bucket.context.events().dropped(DropReason.CLIENT_GONE, box.messages());
    }
    box.release();
  }

  /** Reads on, or not: not during a login and not while the client is behind. */
  final void pauseOrResume() {
    boolean pause = is(BEHIND) || awaitsLogic();
    if (pause != is(PAUSED)) {
      flags ^= PAUSED;
      connection.reading(!pause);
    }
  }

  final void set(int flag) {
    flags = (byte) (flags | flag);
  }

  final void clear(int flag) {
    flags = (byte) (flags & ~flag);
  }

  final boolean is(int flag) {
    return (flags & flag) != 0;
  }
}

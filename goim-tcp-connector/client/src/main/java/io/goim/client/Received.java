package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.util.concurrent.CompletableFuture;

/**
 * Sorts what a wire receives: answers to their requests, everything else into the inbox, and the first
 * end that is reported becomes the end. Thread safe.
 */
final class Received implements WireListener {

  private final PendingReplies replies = new PendingReplies();
  private final CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();
  private final Inbox inbox;
  private volatile String announcement;

  Received(int inboxBytes) {
    inbox = new Inbox(inboxBytes);
  }

  Inbox inbox() {
    return inbox;
  }

  PendingReplies replies() {
    return replies;
  }

  /** Body of the last operation-6 packet, or null. */
  String announcement() {
    return announcement;
  }

  /** Completed once, with the end. */
  CompletableFuture<ConnectionEnd> end() {
    return end;
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame.operation() == Operation.DISCONNECT) {
      announcement = frame.text();
    }
    if (!replies.answer(frame)) {
      inbox.put(frame);
    }
  }

  @Override
  public void onEnd(int webSocketCode, String reason, Throwable cause) {
    end(ConnectionEnd.of(announcement, webSocketCode, reason, cause));
  }

  /** Ends the connection; false when it had ended already, and this end means nothing. */
  boolean end(ConnectionEnd how) {
    if (!end.complete(how)) {
      return false;
    }
    inbox.end();
    replies.fail(new ConnectionClosedException(how));
    return true;
  }
}

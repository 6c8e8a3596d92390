package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Requests that wait for their answer, by sequence. Thread safe. */
final class PendingReplies {

  private record Pending(int replyOperation, CompletableFuture<Frame> reply) {}

  private final Map<Integer, Pending> bySequence = new ConcurrentHashMap<>();
  private volatile Throwable failure;

  /**
   * Registers a request before it is sent.
   *
   * @param timeout after it the future fails with {@link java.util.concurrent.TimeoutException}
   */
  CompletableFuture<Frame> expect(Frame request, Duration timeout) {
    CompletableFuture<Frame> reply = new CompletableFuture<>();
    Pending pending = new Pending(replyOperation(request.operation()), reply);
    bySequence.put(request.sequence(), pending);
    reply
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((frame, problem) -> bySequence.remove(request.sequence(), pending));
    // Looked at after the request is in the map: fail() sees the request, or this sees the failure.
    if (failure != null) {
      reply.completeExceptionally(failure);
    }
    return reply;
  }

  /** Hands an answer to the request it belongs to; false when it answers none. */
  boolean answer(Frame frame) {
    Pending pending = bySequence.get(frame.sequence());
    return pending != null
        && pending.replyOperation == frame.operation()
        && pending.reply.complete(frame);
  }

  /** Fails everything that still waits or will wait. */
  void fail(Throwable cause) {
    failure = cause;
    List.copyOf(bySequence.values()).forEach(p -> p.reply.completeExceptionally(cause));
  }

  /** The operation that answers a request. Source: docs/PROTOCOL.md, table of operations. */
  static int replyOperation(int operation) {
    return switch (operation) {
      case Operation.LOGIN -> Operation.LOGIN_REPLY;
      case Operation.HEARTBEAT -> Operation.HEARTBEAT_REPLY;
      case Operation.CHANGE_ROOM -> Operation.CHANGE_ROOM_REPLY;
      case Operation.WATCH -> Operation.WATCH_REPLY;
      case Operation.UNWATCH -> Operation.UNWATCH_REPLY;
      default -> operation;
    };
  }
}

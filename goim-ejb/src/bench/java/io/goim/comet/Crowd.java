package io.goim.comet;

import io.goim.protocol.Operation;
import io.goim.protocol.session.ConnectionAcceptor;
import io.goim.protocol.session.ConnectionHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Very many clients of a hub without sockets, spread evenly over its loops. Each call returns when all
 * loops are through. NOT thread safe.
 */
final class Crowd {

  /** Clients that log in between two turns of what the logins have put into the loop's queue. */
  private static final int CHUNK = 256;

  private static final byte[] EMPTY = {};

  private final List<ThreadLoop> loops = new ArrayList<>();
  private final List<ConnectionAcceptor> acceptors = new ArrayList<>();
  private final ConnectionHandler[] handlers;

  Crowd(Hub hub, int loopCount, int clients) {
    handlers = new ConnectionHandler[clients];
    for (int i = 0; i < loopCount; i++) {
      loops.add(new ThreadLoop("silent-" + i));
      acceptors.add(hub.attach(loops.get(i)));
    }
  }

  /**
   * Logs everybody in.
   *
   * @param tokens the client's number → the body of its login
   */
  void login(IntFunction<String> tokens) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int loop = 0; loop < loops.size(); loop++) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      done.add(end);
      login(loop, loop, tokens, end);
    }
    done.forEach(CompletableFuture::join);
  }

  private void login(int loop, int first, IntFunction<String> tokens, CompletableFuture<Void> end) {
    loops.get(loop).execute(() -> loginChunk(loop, first, tokens, end));
  }

  private void loginChunk(
      int loop, int first, IntFunction<String> tokens, CompletableFuture<Void> end) {
    int next = first;
    for (int i = 0; i < CHUNK && next < handlers.length; i++, next += loops.size()) {
      ConnectionHandler handler = acceptors.get(loop).open(new SilentConnection(next));
      byte[] token = tokens.apply(next).getBytes(StandardCharsets.UTF_8);
      handler.onPacket(Operation.LOGIN, 1, 1, token);
      handler.onReadComplete();
      handlers[next] = handler;
    }
    if (next < handlers.length) {
      login(loop, next, tokens, end);
    } else {
      // Behind the answers to the last logins.
      loops.get(loop).execute(() -> end.complete(null));
    }
  }

  /** Everybody sends a heartbeat. */
  void heartbeat() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int loop = 0; loop < loops.size(); loop++) {
      int first = loop;
      done.add(CompletableFuture.runAsync(() -> heartbeat(first), loops.get(loop)));
    }
    done.forEach(CompletableFuture::join);
  }

  private void heartbeat(int first) {
    for (int i = first; i < handlers.length; i += loops.size()) {
      handlers[i].onPacket(Operation.HEARTBEAT, 1, 2, EMPTY);
      handlers[i].onReadComplete();
    }
  }

  /** Waits until every loop has done what was queued before. */
  void settle() {
    // Asked before any is waited for: the loops work side by side.
    List<CompletableFuture<Void>> done =
        loops.stream().map(loop -> CompletableFuture.runAsync(() -> {}, loop)).toList();
    done.forEach(CompletableFuture::join);
  }

  /** Forgets everybody, so that only the hub still knows them. */
  void forget() {
    Arrays.fill(handlers, null);
  }

  void end() {
    loops.forEach(ThreadLoop::end);
  }
}

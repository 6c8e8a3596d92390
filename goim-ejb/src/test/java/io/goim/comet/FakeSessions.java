package io.goim.comet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Logic that lets in every token of the form {@code key;mid;room;op,op} (missing parts are empty),
 * at once or when the test says so, and keeps what it was told.
 */
final class FakeSessions implements ClientSessions {

  /** A login that waits for the test's answer. */
  record Pending(Login login, CompletableFuture<Session> answer) {
    void accept() {
      answer.complete(session(login));
    }
  }

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private boolean waits;
  private RuntimeException failure;

  /** Logins wait for the test from now on. */
  void waits() {
    waits = true;
  }

  /** Every call throws from now on. */
  void failsWith(RuntimeException problem) {
    failure = problem;
  }

  @Override
  public CompletionStage<Session> login(Login login) {
    check();
    if (!waits) {
      return CompletableFuture.completedFuture(session(login));
    }
    Pending waiting = new Pending(login, new CompletableFuture<>());
    pending.add(waiting);
    return waiting.answer();
  }

  @Override
  public void heartbeat(Session session) {
    check();
    told.add("heartbeat " + session.key());
  }

  @Override
  public void ended(Session session) {
    told.add("ended " + session.key());
    check();
  }

  @Override
  public void message(Session session, int operation, byte[] body) {
    check();
    String text = new String(body, StandardCharsets.UTF_8);
    told.add("message " + session.key() + " " + operation + " " + text);
  }

  /** What was told since the last call. */
  List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  /** The login that waits at a place in the order of arrival. */
  Pending pending(int index) {
    return pending.get(index);
  }

  static Session session(Login login) {
    String[] parts = new String(login.token(), StandardCharsets.UTF_8).split(";", -1);
    String[] all = Arrays.copyOf(parts, 4);
    long mid = empty(all[1]) ? 0 : Long.parseLong(all[1]);
    int[] operations =
        empty(all[3])
            ? new int[0]
            : Arrays.stream(all[3].split(",")).mapToInt(Integer::parseInt).toArray();
    String room = empty(all[2]) ? "" : all[2];
    return new Session(login.connectionId(), all[0], mid, room, operations, "test");
  }

  private static boolean empty(String part) {
    return part == null || part.isEmpty();
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }
}

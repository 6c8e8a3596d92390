package io.goim.comet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Logic that lets in every token of the form {@code key;mid;room;op,op;pattern,pattern;op,op;seconds}
 * (missing parts are empty), at once or when the test says so, and keeps what it was told. The last
 * three are what the login allows, and for how long.
 */
final class FakeSessions implements ClientSessions {

  /** A login that waits for the test's answer. */
  record Pending(Login login, LongSupplier nanos, CompletableFuture<Session> answer) {
    void accept() {
      answer.complete(session(login, nanos.getAsLong()));
    }
  }

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private final LongSupplier nanos;
  private boolean waits;
  private RuntimeException failure;

  FakeSessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

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
      return CompletableFuture.completedFuture(session(login, nanos.getAsLong()));
    }
    Pending waiting = new Pending(login, nanos, new CompletableFuture<>());
    pending.add(waiting);
    return waiting.answer();
  }

  @Override
  public CompletionStage<Session> renew(Session session, Login login) {
    told.add("renew " + session.key());
    return login(login).thenApply(fresh -> session.with(fresh.permit()));
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

  static Session session(Login login, long now) {
    String[] parts = new String(login.token(), StandardCharsets.UTF_8).split(";", -1);
    String[] all = Arrays.copyOf(parts, 7);
    long mid = empty(all[1]) ? 0 : Long.parseLong(all[1]);
    String room = empty(all[2]) ? "" : all[2];
    Scope rooms = empty(all[4]) ? Scope.ALL : Scope.ALL.joining(Arrays.asList(all[4].split(",")));
    Scope scope = empty(all[5]) ? rooms : rooms.watching(operations(all[5]));
    long expires =
        empty(all[6]) ? Permit.NEVER : now + Duration.ofSeconds(Long.parseLong(all[6])).toNanos();
    return new Session(
        login.connectionId(),
        all[0],
        mid,
        room,
        operations(all[3]),
        "test",
        new Permit(scope, expires));
  }

  private static int[] operations(String part) {
    return empty(part)
        ? new int[0]
        : Arrays.stream(part.split(",")).mapToInt(Integer::parseInt).toArray();
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

package io.goim.logic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.auth.GoimAuthenticator;
import io.goim.comet.Login;
import io.goim.comet.LoginBannedException;
import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.comet.Permit;
import io.goim.comet.Scope;
import io.goim.comet.Session;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionServiceTest {

  private static final Duration EXPIRY = Duration.ofMinutes(30);

  private final AtomicLong now = new AtomicLong();
  private final FakeDirectory directory = new FakeDirectory();
  private final List<String> evicted = new ArrayList<>();
  private final Counters counters = new Counters();
  private final FakeBans bans = new FakeBans();
  private Authenticator authenticator = new GoimAuthenticator();
  private final SessionService service =
      new SessionService(
          Samples.node("n1", Path.of("unused")),
          Samples.logic(EXPIRY),
          login -> authenticator.authenticate(login),
          directory,
          (entry, reason) -> evicted.add(entry.connectionId() + " " + reason),
          bans,
          new ClientMessageDispatcher(
              new HandThreads(), new Counters(), () -> false, message -> {}),
          counters,
          now::get);

  @Test
  void shouldAnswerAfterTheDirectoryHasTheEntry() {
    CompletableFuture<Session> login =
        login(7, "{\"mid\":5,\"key\":\"k\",\"room_id\":\"live://1\",\"accepts\":[1000]}");
    assertFalse(login.isDone());
    assertEquals(List.of(new SessionEntry("n1", 7, "k", 5)), directory.entries);

    directory.open.get(0).complete(List.of());

    Session session = login.join();
    assertEquals(7, session.connectionId());
    assertEquals("k", session.key());
    assertEquals(5, session.mid());
    assertEquals("live://1", session.room());
    assertArrayEquals(new int[] {1000}, session.operations());
  }

  @Test
  void shouldMakeAKeyForAClientWithout() {
    login(1, "{}");
    login(2, "null");
    assertEquals(List.of("addNew 1", "addNew 2"), directory.calls);
    String key = directory.entries.get(0).key();
    assertEquals(key, UUID.fromString(key).toString());
    assertNotEquals(key, directory.entries.get(1).key());
  }

  @Test
  void shouldTreatANegativeMidAsNoUser() {
    login(1, "{\"key\":\"k\",\"mid\":-9}");
    assertEquals(0, directory.entries.get(0).mid());
  }

  @Test
  void shouldCloseTheConnectionsThatLostTheirPlace() {
    CompletableFuture<Session> login = login(9, "{\"key\":\"k\"}");
    directory
        .open
        .get(0)
        .complete(List.of(new SessionEntry("n1", 3, "k", 0), new SessionEntry("n2", 4, "k", 0)));
    assertTrue(login.isDone());
    assertEquals(List.of("3 " + CloseReason.REPLACED, "4 " + CloseReason.REPLACED), evicted);
  }

  @Test
  void shouldRefuseABadTokenWithoutTouchingTheDirectory() {
    CompletableFuture<Session> login = login(1, "hello");
    CompletionException failure = assertThrows(CompletionException.class, login::join);
    assertInstanceOf(LoginRefusedException.class, failure.getCause());
    assertEquals(List.of(), directory.calls);
  }

  @Test
  void shouldRefuseWhoIsBannedWithoutTouchingTheDirectory() {
    bans.banned.add("mallory");
    bans.banned.add(7L);
    assertBanned(login(1, "{\"key\":\"mallory\"}"));
    assertBanned(login(2, "{\"mid\":7}"));
    bans.banned.add("127.0.0.1");
    authenticator =
        login -> {
          throw new AssertionError("the address is enough");
        };
    assertBanned(login(3, "{}"));
    assertEquals(List.of(), directory.calls);
    assertEquals(3, counters.value("logins-refused", "banned"));
  }

  @Test
  void shouldRefuseWhoIsBannedWhileItsLoginIsUnderWay() {
    CompletableFuture<Session> login = login(1, "{\"key\":\"k\"}");
    bans.banned.add("k");
    directory.open.get(0).complete(List.of());
    assertBanned(login);
    assertEquals(List.of("add 1", "remove 1"), directory.calls);
  }

  private static void assertBanned(CompletableFuture<Session> login) {
    CompletionException failure = assertThrows(CompletionException.class, login::join);
    assertInstanceOf(LoginBannedException.class, failure.getCause());
  }

  @Test
  void shouldFailAndCleanUpWhenTheDirectoryFails() {
    CompletableFuture<Session> login = login(1, "{\"key\":\"k\"}");
    directory.open.get(0).completeExceptionally(new DirectoryUnavailableException("down", null));
    CompletionException failure = assertThrows(CompletionException.class, login::join);
    assertInstanceOf(DirectoryUnavailableException.class, failure.getCause());
    assertEquals(List.of("add 1", "remove 1"), directory.calls);
  }

  @Test
  void shouldRemoveExactlyTheConnectionThatEnded() {
    login(1, "{\"key\":\"k\",\"mid\":5}");
    login(2, "{\"key\":\"k\",\"mid\":5}");
    service.ended(new Session(1, "k", 5, "", new int[0], ""));
    assertEquals(List.of(new SessionEntry("n1", 2, "k", 5)), directory.entries);
  }

  @Test
  void shouldRefreshOnceEachThirdOfTheExpiry() {
    Session session = new Session(1, "k", 0, "", new int[0], "");
    login(1, "{\"key\":\"k\"}");
    service.heartbeat(session);
    now.addAndGet(EXPIRY.dividedBy(3).toNanos() - 1);
    service.heartbeat(session);
    assertEquals(List.of("add 1"), directory.calls);

    now.addAndGet(1);
    service.heartbeat(session);
    service.heartbeat(session);
    assertEquals(List.of("add 1", "refresh 1"), directory.calls);
  }

  @Test
  void shouldRefuseARoomAtLoginThatIsNotAllowed() {
    authenticator = login -> identity("k", 5, "live://2", ALICE, Duration.ofMinutes(1));
    assertRefused("room-not-allowed", login(1, ""));
    assertEquals(List.of(), directory.calls);
  }

  @Test
  void shouldRefuseAnOperationAtLoginThatIsNotAllowed() {
    authenticator =
        login -> identity("k", 5, "live://1", Scope.ALL.watching(1001), Duration.ofMinutes(1));
    assertRefused("operation-not-allowed", login(1, ""));
  }

  @Test
  void shouldSayWhatALoginAllowsAndUntilWhen() {
    now.set(7_000);
    authenticator = login -> identity("k", 5, "live://1", ALICE, Duration.ofNanos(500));
    CompletableFuture<Session> login = login(1, "");
    directory.open.get(0).complete(List.of());
    assertEquals(new Permit(ALICE, 7_500), login.join().permit());
    assertEquals(1, counters.value("logins", "accepted"));
  }

  @Test
  void shouldTakeALoginThatLastsForCenturiesForOneWithoutEnd() {
    authenticator = login -> identity("k", 5, "", Scope.ALL, Duration.ofDays(200 * 365));
    CompletableFuture<Session> login = login(1, "");
    directory.open.get(0).complete(List.of());
    assertFalse(login.join().permit().expiring());
  }

  @Test
  void shouldRenewTheSameUserAndKeyWithoutTouchingTheDirectory() {
    authenticator = login -> identity("k", 5, "live://1", ALICE, Duration.ofNanos(500));
    Session fresh = renew(new Session(3, "k", 5, "live://9", new int[] {7}, "web"));
    assertEquals("live://9", fresh.room(), "the room at the first login");
    assertEquals(new Permit(ALICE, 500), fresh.permit());
    assertEquals(List.of(), directory.calls);
    assertEquals(1, counters.value("logins", "renewed"));
  }

  @Test
  void shouldRenewAClientWhoseTokenNamesNoKey() {
    authenticator = login -> identity("", 5, "", ALICE, Duration.ofNanos(500));
    assertEquals("made", renew(new Session(3, "made", 5, "", new int[0], "")).key());
  }

  @Test
  void shouldNotRenewForSomebodyElse() {
    authenticator = login -> identity("k", 6, "", ALICE, Duration.ofNanos(500));
    Session session = new Session(3, "k", 5, "", new int[0], "");
    assertThrows(CompletionException.class, () -> renew(session));
    authenticator = login -> identity("other", 5, "", ALICE, Duration.ofNanos(500));
    assertThrows(CompletionException.class, () -> renew(session));
    assertEquals(2, counters.value("logins-refused", "someone-else"));
  }

  @Test
  void shouldCountWhyNobodyCouldSay() {
    authenticator =
        login -> CompletableFuture.failedFuture(new LoginUnavailableException("busy", "later"));
    login(1, "");
    authenticator = new GoimAuthenticator();
    login(2, "{}");
    directory.open.get(0).completeExceptionally(new DirectoryUnavailableException("down", null));
    assertEquals(1, counters.value("logins-unavailable", "busy"));
    assertEquals(1, counters.value("logins-unavailable", "directory"));
  }

  private static final Scope ALICE = Scope.ALL.joining(List.of("live://1")).watching(1000);

  private static CompletableFuture<Identity> identity(
      String key, long mid, String room, Scope scope, Duration validFor) {
    return CompletableFuture.completedFuture(
        new Identity(key, mid, room, new int[] {1000}, "web", scope, validFor));
  }

  private Session renew(Session session) {
    return service
        .renew(session, new Login(session.connectionId(), new byte[0], "::1", Transport.TCP))
        .toCompletableFuture()
        .join();
  }

  private void assertRefused(String reason, CompletableFuture<Session> login) {
    assertTrue(login.isDone(), "refused at once, without asking the directory");
    CompletionException failure = assertThrows(CompletionException.class, login::join);
    assertInstanceOf(LoginRefusedException.class, failure.getCause());
    assertEquals(1, counters.value("logins-refused", reason));
  }

  private CompletableFuture<Session> login(long connection, String token) {
    return service
        .login(new Login(connection, token.getBytes(UTF_8), "127.0.0.1", Transport.TCP))
        .toCompletableFuture();
  }
}

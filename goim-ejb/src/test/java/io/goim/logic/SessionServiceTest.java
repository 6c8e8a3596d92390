package io.goim.logic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.comet.Login;
import io.goim.comet.LoginRefusedException;
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
  private final SessionService service =
      new SessionService(
          Samples.node("n1", Path.of("unused")),
          Samples.logic(EXPIRY),
          new GoimAuthenticator(),
          directory,
          (entry, reason) -> evicted.add(entry.connectionId() + " " + reason),
          new ClientMessageDispatcher(
              new HandThreads(), new Counters(), () -> false, message -> {}),
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

  private CompletableFuture<Session> login(long connection, String token) {
    return service
        .login(new Login(connection, token.getBytes(UTF_8), "127.0.0.1", Transport.TCP))
        .toCompletableFuture();
  }
}

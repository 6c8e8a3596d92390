package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.queue.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an operator sees who looks at a client. */
class LiveTraceTest {

  private static final Duration WHILE = Duration.ofSeconds(10);
  private static final ConnectionFilter ALICE = new ConnectionFilter.Keys(List.of("alice"));

  private final HubFixture fixture = new HubFixture(new TestSettings());

  @Test
  void shouldTellOfAClientThatIsThereAndOfNoOther() {
    FakeConnection alice = fixture.client("alice;42;live://1;1000");
    FakeConnection bob = fixture.client("bob;43;live://1;1000");
    look(ALICE);
    alice.sends(4, 1, "xyz");
    bob.sends(4, 1, "x");
    fixture.pushToAll(1000, 0, "ab");
    fixture.run();
    assertEquals(List.of("alice 42 sent 4 3", "alice 42 pushed 1000 2"), look(ALICE));
    assertEquals(List.of(), look(ALICE));
  }

  @Test
  void shouldTellOfALoginAndAnEndToCome() {
    ConnectionFilter user = new ConnectionFilter.Mids(Set.of(42L));
    look(user);
    FakeConnection alice = fixture.client("alice;42;;1000");
    fixture.client("bob;43;;1000");
    alice.goes();
    assertEquals(List.of("alice 42 login 7 0", "alice 42 closed 0 0"), look(user));
  }

  @Test
  void shouldBringTheTraceOfAPushThatIsFollowed() {
    fixture.client("alice;42;live://1;1000");
    look(ALICE);
    fixture.hub.push(PushMessage.toRoom(1, "live://1", new byte[] {1}), false, 0, "0af7");
    fixture.run();
    assertEquals("0af7", events(ALICE).events().get(0).trace());
  }

  @Test
  void shouldKeepABoundedNumberAndCountTheRest() {
    FakeConnection alice = fixture.client("alice;42;;1000");
    look(ALICE);
    for (int i = 0; i < LiveTrace.WAITING + 7; i++) {
      alice.sends(4, i, "x");
    }
    ClientEvents events = events(ALICE);
    assertEquals(LiveTrace.WAITING, events.events().size());
    assertEquals(7, events.lost());
  }

  @Test
  void shouldEndWhenNobodyAsksAnyMore() {
    FakeConnection alice = fixture.client("alice;42;;1000");
    look(ALICE);
    alice.sends(4, 1, "before");
    fixture.pass(WHILE.plusSeconds(1));
    alice.sends(4, 1, "after");
    assertEquals(List.of(), look(ALICE));
  }

  @Test
  void shouldSeeAClientAgainThatNobodyLookedAtForAWhile() {
    FakeConnection alice = fixture.client("alice;42;;1000");
    look(ALICE);
    fixture.hub.look("id", ALICE, Duration.ZERO);
    alice.sends(4, 1, "unseen");
    look(ALICE);
    alice.sends(4, 1, "xyz");
    assertEquals(List.of("alice 42 sent 4 3"), look(ALICE));
  }

  @Test
  void shouldTellOfAPushThatIsLost() {
    FakeConnection alice = fixture.client("alice;42;;1000");
    look(ALICE);
    alice.stopsTaking();
    for (int i = 0; i < 15; i++) {
      fixture.pushToAll(1000, 0, "ab");
      fixture.run();
    }
    alice.goes();
    List<ClientEvent> seen = events(ALICE).events();
    ClientEvent lost = seen.get(seen.size() - 2);
    assertEquals("dropped outbox-messages", lost.what() + " " + lost.detail());
    ClientEvent end = seen.get(seen.size() - 1);
    assertTrue(end.detail().endsWith(", messages waiting: 10"), end.toString());
  }

  @Test
  void shouldEndAtOnceWhenItIsToldTo() {
    FakeConnection alice = fixture.client("alice;42;;1000");
    look(ALICE);
    fixture.hub.look("id", ALICE, Duration.ZERO);
    alice.sends(4, 1, "x");
    assertEquals(List.of(), look(ALICE));
  }

  @Test
  void shouldRefuseMoreLooksThanItIsMadeFor() {
    for (int i = 0; i < LiveTraces.LIMIT; i++) {
      fixture.hub.look("id-" + i, ALICE, WHILE);
    }
    assertThrows(IllegalStateException.class, () -> fixture.hub.look("one more", ALICE, WHILE));
  }

  private List<String> look(ConnectionFilter filter) {
    return events(filter).events().stream()
        .map(
            event ->
                event.key()
                    + " "
                    + event.mid()
                    + " "
                    + event.what()
                    + " "
                    + event.operation()
                    + " "
                    + event.bytes())
        .toList();
  }

  private ClientEvents events(ConnectionFilter filter) {
    ClientEvents events = fixture.hub.look("id", filter, WHILE);
    fixture.run();
    return events;
  }
}

package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Counters;
import io.goim.ops.NodeState;
import io.goim.ops.Samples;
import io.goim.protocol.queue.PushMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushServiceTest {

  private static final byte[] BODY = {1, 2};

  private final List<List<PushMessage>> sent = new ArrayList<>();
  private final FakeDirectory directory = new FakeDirectory();
  private final NodeState state = new NodeState();
  private final Counters counters = new Counters();
  private final OrderGroups groups = new OrderGroups(64);
  private final PushService service =
      new PushService(sent::add, directory, state, Samples.queue(1000), counters);

  @Test
  void shouldKeepAKeyThatIsNamedTwice() throws PushRefusedException {
    service.pushKeys(1000, List.of("k", "k"), BODY);
    PushMessage message = onlyOne();
    assertEquals(PushMessage.Type.PUSH, message.type());
    assertEquals(1000, message.operation());
    assertEquals(List.of("k", "k"), message.keys());
    assertEquals(BODY, message.body());
  }

  @Test
  void shouldSplitKeysByOrderGroupAndSendThemTogether() throws PushRefusedException {
    List<String> keys = new ArrayList<>(IntStream.range(0, 300).mapToObj(i -> "k" + i).toList());
    keys.addAll(List.of("k7", "k7"));
    service.pushKeys(1, keys, BODY);

    assertEquals(1, sent.size());
    List<String> all = new ArrayList<>();
    for (PushMessage part : sent.get(0)) {
      part.keys().forEach(key -> assertEquals(groups.of(part), groups.of(key)));
      all.addAll(part.keys());
    }
    assertTrue(sent.get(0).size() > 32);
    assertEquals(3, Collections.frequency(all, "k7"));
    assertEquals(302, all.size());
  }

  @Test
  void shouldIgnoreEmptyKeys() throws PushRefusedException {
    service.pushKeys(1, List.of(""), BODY);
    assertEquals(List.of(), sent);
  }

  @Test
  void shouldPushToEachKeyOfAUserOnce() throws PushRefusedException {
    directory.entries.add(new SessionEntry("n1", 1, "a", 5));
    directory.entries.add(new SessionEntry("n1", 2, "a", 5));
    directory.entries.add(new SessionEntry("n1", 3, "b", 5));
    directory.entries.add(new SessionEntry("n1", 4, "b", 6));
    directory.entries.add(new SessionEntry("n1", 5, "c", 7));
    service.pushMids(1, List.of(5L, 6L, 5L, 99L), BODY);

    List<String> keys =
        sent.get(0).stream().flatMap(part -> part.keys().stream()).sorted().toList();
    assertEquals(List.of("a", "b"), keys);
  }

  @Test
  void shouldSendNothingToUnknownUsers() throws PushRefusedException {
    service.pushMids(1, List.of(99L), BODY);
    assertEquals(List.of(), sent);
  }

  @Test
  void shouldRefuseWhenTheDirectoryDoesNotAnswer() {
    directory.down = true;
    PushRefusedException refusal =
        assertThrows(PushRefusedException.class, () -> service.pushMids(1, List.of(5L), BODY));
    assertEquals("the grid is down", refusal.getMessage());
  }

  @Test
  void shouldNameRoomsAsGoimDoes() throws PushRefusedException {
    service.pushRoom(7, "live", "1000", BODY);
    assertEquals("live://1000", onlyOne().room());
    assertEquals(PushMessage.Type.ROOM, onlyOne().type());
  }

  @Test
  void shouldPassTheSpeedOn() throws PushRefusedException {
    service.pushAll(7, 100, BODY);
    assertEquals(PushMessage.Type.BROADCAST, onlyOne().type());
    assertEquals(100, onlyOne().speed());
  }

  @Test
  void shouldRefuseEveryPushWhenTheNodeStops() {
    state.stopping();
    assertThrows(PushRefusedException.class, () -> service.pushKeys(1, List.of("k"), BODY));
    assertThrows(PushRefusedException.class, () -> service.pushMids(1, List.of(1L), BODY));
    assertThrows(PushRefusedException.class, () -> service.pushRoom(1, "a", "b", BODY));
    assertThrows(PushRefusedException.class, () -> service.pushAll(1, 0, BODY));
    assertEquals(List.of(), sent);
  }

  @Test
  void shouldCountCallsByTargetAndOutcome() throws PushRefusedException {
    service.pushKeys(1, List.of("a", "b", "c"), BODY);
    service.pushMids(1, List.of(99L), BODY);
    service.pushRoom(1, "a", "b", BODY);
    service.pushRoom(1, "a", "c", BODY);
    service.pushAll(1, 0, BODY);
    state.stopping();
    assertThrows(PushRefusedException.class, () -> service.pushRoom(1, "a", "b", BODY));
    assertEquals(1, counters.value(PushCalls.CALLS, "keys/accepted"));
    assertEquals(1, counters.value(PushCalls.CALLS, "mids/accepted"));
    assertEquals(2, counters.value(PushCalls.CALLS, "room/accepted"));
    assertEquals(1, counters.value(PushCalls.CALLS, "room/refused"));
    assertEquals(1, counters.value(PushCalls.CALLS, "all/accepted"));
    assertEquals(0, counters.value(PushCalls.CALLS, "all/refused"));
    assertEquals(5, counters.times(PushCalls.ACCEPT_TIME).snapshot().count());
  }

  @Test
  void shouldSpreadKeysOverAllGroups() {
    OrderGroups many = new OrderGroups(256);
    long used = IntStream.range(0, 10_000).map(i -> many.of("user-" + i)).distinct().count();
    assertEquals(256, used);
    IntStream.range(0, 10_000)
        .map(i -> many.of("user-" + i))
        .forEach(group -> assertTrue(group >= 0 && group < 256));
    assertThrows(IllegalArgumentException.class, () -> new OrderGroups(0));
  }

  private PushMessage onlyOne() {
    assertEquals(1, sent.size());
    assertEquals(1, sent.get(0).size());
    return sent.get(0).get(0);
  }
}

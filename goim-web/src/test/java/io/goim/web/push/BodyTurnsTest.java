package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.goim.config.Cidr;
import io.goim.config.LimitSettings;
import io.goim.config.ProxySettings;
import io.goim.ops.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may make a thread wait for its body. */
class BodyTurnsTest {

  private final BodyTurns turns = new BodyTurns();

  @BeforeEach
  void configure() throws Exception {
    turns.limits = new LimitSettings(0, 0, 0, 0, 0, 0, List.of(Cidr.parse("127.0.0.0/8")));
    turns.proxies = ProxySettings.NONE;
    turns.counters = new Counters();
  }

  @Test
  void shouldLeaveThreadsToOtherAddresses() {
    List<BodyTurns.Turn> taken = take("192.0.2.1", BodyTurns.PER_ADDRESS);
    assertNull(turns.take("192.0.2.1"));
    assertNotNull(turns.take("192.0.2.2"));
    taken.get(0).end();
    taken.get(0).end();
    assertNotNull(turns.take("192.0.2.1"));
    assertNull(turns.take("192.0.2.1"), "the second end of a turn frees nothing");
    assertEquals(2, turns.counters.value(BodyTurns.REFUSED, "address"));
  }

  @Test
  void shouldLeaveThreadsToThoseWhoseBodiesCome() {
    for (int i = 0; i < BodyTurns.ALL / BodyTurns.PER_ADDRESS; i++) {
      take("192.0.2." + i, BodyTurns.PER_ADDRESS);
    }
    assertNull(turns.take("198.51.100.1"));
    assertEquals(1, turns.counters.value(BodyTurns.REFUSED, "node"));
  }

  @Test
  void shouldLetExemptAddressesWait() {
    take("127.0.0.1", 10 * BodyTurns.ALL);
  }

  private List<BodyTurns.Turn> take(String address, int count) {
    List<BodyTurns.Turn> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BodyTurns.Turn turn = turns.take(address);
      assertNotNull(turn, "turn " + i);
      taken.add(turn);
    }
    return taken;
  }
}

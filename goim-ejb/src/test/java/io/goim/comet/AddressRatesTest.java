package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Many token buckets in one table. */
class AddressRatesTest {

  private final FakeClock clock = new FakeClock();

  @Test
  void shouldGiveEachAddressItsBurstAndThenItsRate() {
    AddressRates rates = new AddressRates(10, 2, clock);
    assertEquals(20, taken(rates, 1));
    assertFalse(rates.take(1));
    clock.advance(Duration.ofMillis(500));
    assertEquals(5, taken(rates, 1));
    assertEquals(20, taken(rates, 2));
  }

  @Test
  void shouldRarelyTakeAnInnocentAddressWithAThousandGuiltyOnes() {
    AddressRates rates = new AddressRates(1, 1, clock);
    for (int guilty = 0; guilty < 1_000; guilty++) {
      taken(rates, AddressCounts.hash("10.1.0." + guilty));
    }
    int refused = 0;
    for (int innocent = 0; innocent < 1_000; innocent++) {
      if (!rates.take(AddressCounts.hash("10.2.0." + innocent))) {
        refused++;
      }
    }
    // The innocent ones take from each other, too: with twice the addresses four times the chance.
    assertTrue(refused < 10, refused + " of 1,000 innocent addresses were refused");
  }

  @Test
  void shouldGiveAnyNumberWithoutALimit() {
    AddressRates rates = new AddressRates(0, 10, clock);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(rates.take(7));
    }
  }

  private static int taken(AddressRates rates, long address) {
    int taken = 0;
    while (rates.take(address)) {
      taken++;
    }
    return taken;
  }
}

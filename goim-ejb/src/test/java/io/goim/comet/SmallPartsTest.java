package io.goim.comet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hub's own collections. */
class SmallPartsTest {

  @Test
  void shouldKeepOperationsSortedAndOnce() {
    WatchedOperations watched = WatchedOperations.of(5, -1, 5, 3);
    assertEquals("[-1, 3, 5]", watched.toString());
    assertTrue(watched.contains(-1));
    assertFalse(watched.contains(4));
  }

  @Test
  void shouldAddAndRemoveOperations() {
    WatchedOperations watched = WatchedOperations.of(1, 2).with(2, 3).without(1, 9);
    assertEquals(WatchedOperations.of(3, 2), watched);
    assertSame(WatchedOperations.NONE, watched.without(2, 3));
  }

  @Test
  void shouldShareEqualArraysOnly() {
    int[] sorted = {1, 2};
    int[] other = {2, 1};
    WatchedOperations watched = WatchedOperations.of(2, 1);
    assertNotSame(sorted, watched.same(sorted));
    assertSame(other, watched.same(other));
  }

  @Test
  void shouldShareEqualValues() {
    Shared<WatchedOperations> shared = new Shared<>();
    WatchedOperations first = WatchedOperations.of(1, 2);
    assertSame(first, shared.of(first));
    assertSame(first, shared.of(WatchedOperations.of(2, 1)));
    assertNotSame(first, shared.of(WatchedOperations.of(3)));
  }

  @Test
  void shouldGiveEqualValuesBackHoweverManyThereAre() {
    Shared<String> shared = new Shared<>();
    for (int i = 0; i < 10_000; i++) {
      assertEquals("v" + i, shared.of("v" + i));
    }
  }

  @Test
  void shouldCountAddressesLikeAMap() {
    AddressCounts counts = new AddressCounts();
    Map<String, Integer> model = new HashMap<>();
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      String address = "10.0." + random.nextInt(40) + "." + random.nextInt(100);
      if (random.nextInt(100) < 55) {
        counts.add(AddressCounts.hash(address));
        model.merge(address, 1, Integer::sum);
      } else if (model.containsKey(address)) {
        counts.remove(AddressCounts.hash(address));
        model.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
      }
      if (i % 1000 == 0) {
        assertEquals(model.size(), counts.distinct(), "after " + i);
      }
    }
    assertEquals(model.size(), counts.distinct());
  }

  @Test
  void shouldKnowTheLastAddressesWhenNearlyAllHaveLeft() {
    AddressCounts counts = new AddressCounts();
    int many = 20_000;
    for (long address = 1; address <= many; address++) {
      counts.add(AddressCounts.hash("10." + address));
      counts.add(AddressCounts.hash("10." + address));
    }
    for (long address = 1; address <= many; address++) {
      counts.remove(AddressCounts.hash("10." + address));
      if (address % 1_000 != 0) {
        counts.remove(AddressCounts.hash("10." + address));
      }
    }
    assertEquals(20, counts.distinct());
    for (long address = 1_000; address <= many; address += 1_000) {
      counts.remove(AddressCounts.hash("10." + address));
    }
    assertEquals(0, counts.distinct());
  }

  @Test
  void shouldIgnoreAnAddressThatWasNeverThere() {
    AddressCounts counts = new AddressCounts();
    counts.remove(AddressCounts.hash("192.0.2.1"));
    assertEquals(0, counts.distinct());
  }
}

package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final int RUN = 5;
  private static final long ANY = 0;

  @Test
  void shouldMeasureFromWhenThePushWasDue() {
    Deliveries deliveries = deliveries(PushTarget.ROOM, run(RUN));
    deliveries.arriving(1_000_000);

    push(deliveries, 0, RUN, 0, 1, 999_900);

    assertEquals(100, deliveries.latency().max());
  }

  @Test
  void shouldCountButNotCheckThePushesOfTheWarmUp() {
    Deliveries deliveries = deliveries(PushTarget.ROOM, run(RUN));

    push(deliveries, 0, RUN, 0, 0, 0);
    push(deliveries, 0, RUN, 0, 0, 0);

    deliveries.publish();
    assertEquals(2, deliveries.arrived());
    assertEquals(0, deliveries.checked());
    assertEquals(0, deliveries.order().duplicated());
    assertEquals(0, deliveries.latency().total());
  }

  @Test
  void shouldNotCompareTheOrderOfTwoLanes() {
    Deliveries deliveries = deliveries(PushTarget.ALL, run(RUN));

    push(deliveries, 1, RUN, 0, 1, 0);
    push(deliveries, 1, RUN, 0, 2, 0);
    push(deliveries, 1, RUN, 1, 1, 0);

    assertEquals(2, deliveries.distinct(1, 0));
    assertEquals(1, deliveries.distinct(1, 1));
    assertEquals(0, deliveries.distinct(0, 0));
    assertEquals(0, deliveries.order().inverted() + deliveries.order().duplicated());
  }

  @Test
  void shouldKeepOneStreamForAKeyWhateverItsLane() {
    Deliveries deliveries = deliveries(PushTarget.KEY, run(RUN));

    push(deliveries, 1, RUN, 1, 2, 0);
    push(deliveries, 1, RUN, 1, 1, 0);

    assertEquals(2, deliveries.distinct(1, 1));
    assertEquals(1, deliveries.order().inverted());
  }

  @Test
  void shouldCountButNotCheckThePushesOfOthers() {
    Deliveries deliveries = deliveries(PushTarget.ROOM, run(RUN));
    byte[] foreign = new byte[80];

    push(deliveries, 0, 6, 0, 1, 0);
    push(deliveries, 0, RUN, 2, 1, 0);
    deliveries.pushed(0, foreign, 0, foreign.length);

    deliveries.publish();
    assertEquals(3, deliveries.arrived());
    assertEquals(0, deliveries.checked());
  }

  @Test
  void shouldFollowTheFirstSenderWhenItMakesNoPushes() {
    Deliveries deliveries = deliveries(PushTarget.ROOM, ANY);

    push(deliveries, 0, 6, 0, 1, 0);
    push(deliveries, 0, 7, 0, 2, 0);
    push(deliveries, 0, 6, 0, 2, 0);

    assertEquals(2, deliveries.distinct(0, 0));
    assertEquals(2, deliveries.latency().total());
  }

  private static Deliveries deliveries(PushTarget target, long run) {
    return new Deliveries(2, 2, target, run);
  }

  private static long run(int run) {
    return PushBody.run(PushBody.template(run, 0, 60), 0);
  }

  private static void push(
      Deliveries deliveries, int slot, int run, int lane, int number, long due) {
    byte[] body = PushBody.template(run, lane, 60);
    PushBody.set(body, 0, number, due);
    deliveries.pushed(slot, body, 0, body.length);
  }
}

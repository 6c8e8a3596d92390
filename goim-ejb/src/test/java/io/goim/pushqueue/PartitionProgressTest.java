package io.goim.pushqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.ops.Samples;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

  private static final long MB = 1024 * 1024;

  private final BridgeLoad load = new BridgeLoad(Samples.queue(64 * MB));
  private final PartitionProgress progress = new PartitionProgress(load);

  @Test
  void shouldCommitOnlyWhatHasNothingUnfinishedBeforeIt() {
    // Offset 7 is a hole.
    progress.begin(5, 10);
    progress.begin(6, 10);
    progress.begin(8, 10);
    assertEquals(5, progress.committable());
    progress.done(8);
    assertEquals(5, progress.committable());
    progress.done(5);
    assertEquals(6, progress.committable());
    assertFalse(progress.idle());
    progress.done(6);
    assertEquals(9, progress.committable());
    assertTrue(progress.idle());
  }

  @Test
  void shouldCommitNothingBeforeAPushCame() {
    assertEquals(-1, progress.committable());
  }

  @Test
  void shouldCountAPushOnceHoweverOftenItIsDone() {
    progress.begin(1, 10);
    progress.begin(2, 10);
    progress.done(1);
    progress.done(1);
    progress.done(77);
    assertEquals(1, load.pushes());
  }

  @Test
  void shouldBeginAgainWhatDidNotGetIn() {
    progress.begin(1, 10);
    progress.begin(2, 10);
    progress.undo(2);
    progress.done(1);
    assertEquals(2, progress.committable());
    assertEquals(0, load.pushes());
    progress.begin(2, 10);
    progress.done(2);
    assertEquals(3, progress.committable());
  }

  @Test
  void shouldNotMindThatAPushWasHandedOnWhoseSendSeemedToFail() {
    progress.begin(1, 10);
    progress.done(1);
    progress.undo(1);
    progress.begin(1, 10);
    assertEquals(1, load.pushes());
    progress.done(1);
    assertEquals(2, progress.committable());
    assertEquals(0, load.pushes());
  }

  @Test
  void shouldLeaveNoWeightBehindWhenItIsForgotten() {
    progress.begin(1, 10);
    progress.begin(2, 10);
    progress.done(2);
    progress.forget();
    assertEquals(0, load.pushes());
    progress.done(1);
    assertEquals(0, load.pushes());
  }

  @Test
  void shouldTakeAQuarterOfTheRoomAtMost() {
    progress.begin(1, 3 * MB);
    assertTrue(progress.hasRoom());
    progress.begin(2, MB);
    assertFalse(progress.hasRoom());
    assertTrue(load.hasRoom());
    progress.done(2);
    assertTrue(progress.hasRoom());
  }
}

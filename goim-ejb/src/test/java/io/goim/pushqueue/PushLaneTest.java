package io.goim.pushqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.job.PushBatch;
import io.goim.logic.PushOrigin;
import io.goim.logic.PushRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.junit.jupiter.api.Test;

class PushLaneTest {

  private final List<List<Long>> batches = new ArrayList<>();
  private final List<IOCallback> ends = new ArrayList<>();
  private final PushLane lane = new PushLane("2", this::take);
  private Exception refusal;
  private boolean atOnce;

  private void take(String group, List<PushBatch.Part> parts, IOCallback stored) throws Exception {
    assertEquals("2", group);
    if (refusal != null) {
      throw refusal;
    }
    batches.add(parts.stream().map(part -> part.origin().sequence()).toList());
    ends.add(stored);
    if (atOnce) {
      stored.done();
    }
  }

  @Test
  void shouldSendAPushAtOnceWhenNothingIsUnderWay() throws Exception {
    PushPut put = put(1);
    assertEquals(List.of(List.of(1L)), batches);
    assertFalse(put.await(0));
    ends.get(0).done();
    assertTrue(put.await(0));
  }

  @Test
  void shouldSendTogetherWhatWaitedMeanwhile() throws Exception {
    put(1);
    PushPut second = put(2);
    PushPut third = put(3, 4);
    assertEquals(1, batches.size());

    ends.get(0).done();

    assertEquals(List.of(List.of(1L), List.of(2L, 3L, 4L)), batches);
    assertFalse(second.await(0));
    ends.get(1).done();
    assertTrue(second.await(0));
    assertTrue(third.await(0));
    put(5);
    assertEquals(List.of(5L), batches.get(2));
  }

  @Test
  void shouldSendNoMoreTogetherThanABatchHolds() {
    put(0);
    LongStream.rangeClosed(1, 150).forEach(this::put);
    ends.get(0).done();
    ends.get(1).done();
    ends.get(2).done();
    assertEquals(List.of(1, 64, 64, 22), batches.stream().map(List::size).toList());
    assertEquals(
        LongStream.rangeClosed(0, 150).boxed().toList(),
        batches.stream().flatMap(List::stream).toList());
  }

  @Test
  void shouldSendALargePushAlone() {
    put(0);
    put(1);
    putLarge(2);
    putLarge(3);
    put(4);
    for (int i = 0; i < 4; i++) {
      ends.get(i).done();
    }
    assertEquals(List.of(List.of(0L), List.of(1L), List.of(2L), List.of(3L), List.of(4L)), batches);
  }

  @Test
  void shouldSendManyInARowWhenEachIsStoredAtOnce() {
    atOnce = true;
    LongStream.range(0, 100_000).forEach(this::put);
    assertEquals(100_000, batches.size());
    atOnce = false;
    batches.clear();
    ends.clear();
    put(0);
    LongStream.range(0, 64 * 20_000).forEach(this::put);
    atOnce = true;
    ends.get(0).done();
    assertEquals(20_001, batches.size());
  }

  @Test
  void shouldRefuseAllOfABatchAndGoOn() throws Exception {
    put(1);
    PushPut second = put(2);
    PushPut third = put(3);
    refusal = new IllegalStateException("it is full");
    ends.get(0).done();
    PushRefusedException refused = assertThrows(PushRefusedException.class, () -> second.await(0));
    assertTrue(refused.getMessage().endsWith("it is full"), refused.getMessage());
    assertThrows(PushRefusedException.class, () -> third.await(0));
    refusal = null;
    put(4);
    assertEquals(List.of(4L), batches.get(1));
  }

  @Test
  void shouldRefuseABatchThatTheJournalFailsToWriteAndGoOn() throws Exception {
    PushPut first = put(1);
    put(2);
    ends.get(0).onError(1, "the disk is gone");
    PushRefusedException refused = assertThrows(PushRefusedException.class, () -> first.await(0));
    assertTrue(refused.getMessage().contains("the disk is gone"), refused.getMessage());
    assertEquals(List.of(2L), batches.get(1));
  }

  @Test
  void shouldNeverSendWhatWasTakenBack() {
    PushPut first = put(1);
    PushPut second = put(2);
    assertFalse(lane.takeBack(first));
    assertTrue(lane.takeBack(second));
    ends.get(0).done();
    assertEquals(1, batches.size());
  }

  private PushPut put(long... sequences) {
    return putSized(10, sequences);
  }

  private void putLarge(long sequence) {
    putSized(PushLane.MAX_BYTES, sequence);
  }

  private PushPut putSized(int bytes, long... sequences) {
    PushPut put =
        new PushPut(
            LongStream.of(sequences)
                .mapToObj(
                    sequence ->
                        new PushBatch.Part(
                            new PushOrigin("test", 2, sequence, false), new byte[bytes]))
                .toList());
    lane.put(put);
    return put;
  }
}

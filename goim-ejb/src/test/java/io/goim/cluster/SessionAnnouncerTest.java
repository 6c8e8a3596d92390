package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import io.goim.comet.Session;
import io.goim.logic.DirectoryUnavailableException;
import io.goim.logic.SessionDirectory;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.Eventually;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionAnnouncerTest {

  private static HazelcastInstance hazelcast;

  private final Counters counters = new Counters();
  private final HandThreads threads = new HandThreads();
  private final AtomicLong now = new AtomicLong();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final List<SessionEntry> evicted = new CopyOnWriteArrayList<>();
  private final SlowDirectory directory = new SlowDirectory();
  private SessionAnnouncer announcer;

  @BeforeAll
  static void startGrid() {
    hazelcast = TestGrid.alone();
  }

  @AfterAll
  static void stopGrid() {
    hazelcast.shutdown();
  }

  @BeforeEach
  void start() {
    announcer =
        new SessionAnnouncer(
            new Grid(Samples.logic(Duration.ofMinutes(30)), hazelcast),
            "n1",
            threads,
            directory,
            (entry, reason) -> evicted.add(entry),
            visitor -> sessions.forEach(visitor),
            counters,
            now::get);
    announcer.start();
  }

  @AfterEach
  void stop() {
    announcer.stop();
  }

  @Test
  void shouldAnnounceChunkByChunk() {
    open(2 * SessionAnnouncer.CHUNK + 1);
    after(1);
    assertEquals(SessionAnnouncer.CHUNK, directory.asked(1));
    assertEquals(1, directory.questions.size());
    directory.answer(List.of());
    assertEquals(SessionAnnouncer.CHUNK, directory.asked(2));
    directory.answer(List.of());
    assertEquals(1, directory.asked(3));
    directory.answer(List.of());
    Set<SessionEntry> announced = ConcurrentHashMap.newKeySet();
    directory.questions.forEach(announced::addAll);
    assertEquals(sessions.size(), announced.size());
    assertTrue(announced.contains(new SessionEntry("n1", 7, "k7", 8)));
  }

  @Test
  void shouldAnnounceASecondTime() {
    open(1);
    after(1);
    directory.asked(1);
    directory.answer(List.of());
    Eventually.until(
        "announced again",
        () -> {
          after(11);
          return directory.questions.size() == 2;
        });
  }

  @Test
  void shouldCloseThoseWhosePlaceIsTaken() {
    open(3);
    after(1);
    directory.asked(1);
    SessionEntry taken = new SessionEntry("n1", 2, "k2", 3);
    directory.answer(List.of(taken));
    Eventually.until("closed", () -> evicted.equals(List.of(taken)));
  }

  @Test
  void shouldTakeBackWhatEndedMeanwhile() {
    open(3);
    after(1);
    directory.asked(1);
    sessions.removeIf(session -> session.connectionId() == 1);
    directory.answer(List.of());
    SessionEntry ended = new SessionEntry("n1", 1, "k1", 2);
    Eventually.until("taken back", () -> directory.removed.equals(List.of(ended)));
  }

  @Test
  void shouldTryAgainWhenTheGridFails() {
    open(2 * SessionAnnouncer.CHUNK);
    after(12);
    directory.asked(1);
    directory.answers.get(0).completeExceptionally(new DirectoryUnavailableException("no", null));
    Eventually.until("counted", () -> counters.value(SessionAnnouncer.FAILED, "grid-failed") == 1);
    Eventually.until(
        "announced again",
        () -> {
          after(1);
          return directory.questions.size() == 2;
        });
  }

  @Test
  void shouldNotAnnounceTwiceAtTheSameTime() {
    open(1);
    after(1);
    directory.asked(1);
    after(60);
    after(60);
    assertEquals(1, directory.questions.size());
    directory.answer(List.of());
    Eventually.until(
        "announced again",
        () -> {
          after(1);
          return directory.questions.size() == 2;
        });
  }

  private void open(int count) {
    for (int i = 0; i < count; i++) {
      sessions.add(new Session(i, "k" + i, i + 1, "", new int[0], ""));
    }
  }

  private void after(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    threads.runTimed();
  }

  /** Answers when the test says so. */
  private static final class SlowDirectory implements SessionDirectory {

    final List<List<SessionEntry>> questions = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<List<SessionEntry>>> answers = new CopyOnWriteArrayList<>();
    final List<SessionEntry> removed = new CopyOnWriteArrayList<>();

    /** Waits for so many questions; returns how many connections the last is about. */
    int asked(int count) {
      Eventually.until("question " + count, () -> answers.size() == count);
      return questions.get(count - 1).size();
    }

    void answer(List<SessionEntry> taken) {
      answers.get(answers.size() - 1).complete(taken);
    }

    @Override
    public CompletionStage<List<SessionEntry>> announce(Collection<SessionEntry> entries) {
      CompletableFuture<List<SessionEntry>> answer = new CompletableFuture<>();
      questions.add(new ArrayList<>(entries));
      answers.add(answer);
      return answer;
    }

    @Override
    public void remove(SessionEntry entry) {
      removed.add(entry);
    }

    @Override
    public CompletionStage<List<SessionEntry>> add(SessionEntry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<SessionEntry>> addNew(SessionEntry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void refresh(SessionEntry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SessionEntry> findKeys(Collection<String> keys) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SessionEntry> findMids(Collection<Long> mids) {
      throw new UnsupportedOperationException();
    }
  }
}

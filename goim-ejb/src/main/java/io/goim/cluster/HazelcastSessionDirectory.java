package io.goim.cluster;

import io.goim.config.CometSettings;
import io.goim.logic.DirectoryUnavailableException;
import io.goim.logic.SessionDirectory;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The session directory in two maps of the grid, with changes written in groups by {@link
 * DirectoryWriter}. Thread safe.
 *
 * <p>Changes of one node are in order; changes of two nodes are compared and never overwrite each
 * other, so limits hold in the whole cluster. How that is done while nodes come and go: {@link
 * DirectoryGroup}; how the two maps agree: {@link ComparedCommit}.
 */
@NodeBean
public class HazelcastSessionDirectory implements SessionDirectory, NodePart {

  static final String UNREADABLE = "directory-values-unreadable";

  /** Operations that may wait: some ten seconds of the grid's work, about 10 MB. */
  private static final int CAPACITY = 100_000;

  /** Longest wait of a push call for its users' keys; with the queue's it stays below 4 s. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Grid grid;
  private final CometSettings settings;
  private final NodeThreads threads;
  private final Counters counters;
  private final LongSupplier nanos;
  private final DirectoryWriter writer;
  private volatile LivingMembers members;
  private volatile DirectoryTable<String> keys;
  private volatile DirectoryTable<Long> mids;
  private volatile DirectoryLanes lanes;
  private volatile DirectoryGroup group;
  private volatile DirectorySweeper sweeper;
  private volatile AfterGridChange changes;

  @Inject
  public HazelcastSessionDirectory(
      Grid grid, CometSettings settings, NodeThreads threads, Counters counters) {
    this(grid, settings, threads, counters, System::nanoTime);
  }

  /**
   * @param nanos time as {@link System#nanoTime()} has it
   */
  HazelcastSessionDirectory(
      Grid grid,
      CometSettings settings,
      NodeThreads threads,
      Counters counters,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.grid = grid;
    this.settings = settings;
    this.threads = threads;
    this.counters = counters;
    writer = new DirectoryWriter(CAPACITY, operations -> group.commit(operations), counters);
  }

  @Override
  public StartOrder order() {
    return StartOrder.DIRECTORY;
  }

  @Override
  public String part() {
    return "session directory";
  }

  @Override
  public String start() {
    members = new LivingMembers(grid.hazelcast());
    keys =
        new DirectoryTable<>(
            grid.map(Grid.KEYS), EntryCodec::encodeKey, EntryCodec::decodeKey, counters);
    mids =
        new DirectoryTable<>(
            grid.map(Grid.MIDS), EntryCodec::encodeMid, EntryCodec::decodeMid, counters);
    lanes = new DirectoryLanes(threads);
    group =
        new DirectoryGroup(
            members,
            new BulkCommit(keys, mids, members, settings),
            new ComparedCommit(keys, mids, members, lanes, settings));
    sweeper = new DirectorySweeper(List.of(keys, mids), members::contains, threads, counters);
    changes =
        new AfterGridChange(grid.hazelcast(), threads, nanos, this::sweep, DirectorySweeper.DELAYS);
    writer.start(threads);
    return "in the grid";
  }

  /** Starts to take out what members that left have behind in the part that this node owns. */
  void sweep() {
    sweeper.start();
  }

  @Override
  public void stop() {
    if (changes != null) {
      changes.close();
      sweeper.stop();
    }
    writer.stop();
    if (lanes != null) {
      lanes.stop();
    }
    if (members != null) {
      members.close();
    }
  }

  @Override
  public CompletionStage<List<SessionEntry>> add(SessionEntry entry) {
    return change(DirectoryOperation.Kind.ADD, entry).done();
  }

  @Override
  public CompletionStage<List<SessionEntry>> addNew(SessionEntry entry) {
    return change(DirectoryOperation.Kind.ADD_NEW, entry).done();
  }

  @Override
  public void remove(SessionEntry entry) {
    change(DirectoryOperation.Kind.REMOVE, entry);
  }

  @Override
  public void refresh(SessionEntry entry) {
    change(DirectoryOperation.Kind.REFRESH, entry);
  }

  @Override
  public CompletionStage<List<SessionEntry>> announce(Collection<SessionEntry> entries) {
    List<CompletableFuture<List<SessionEntry>>> answers =
        entries.stream()
            .map(entry -> change(DirectoryOperation.Kind.ANNOUNCE, entry).done())
            .toList();
    return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
        .thenApply(unused -> answers.stream().flatMap(answer -> answer.join().stream()).toList());
  }

  private DirectoryOperation change(DirectoryOperation.Kind kind, SessionEntry entry) {
    return writer.add(DirectoryOperation.of(kind, entry));
  }

  @Override
  public List<SessionEntry> findKeys(Collection<String> names) {
    return find(keys, names);
  }

  @Override
  public List<SessionEntry> findMids(Collection<Long> names) {
    return find(mids, names);
  }

  private <K> List<SessionEntry> find(DirectoryTable<K> table, Collection<K> names) {
    if (table == null) {
      throw new DirectoryUnavailableException("the session directory is not started", null);
    }
    try {
      Map<K, List<GridEntry>> found =
          members.alone() ? table.read(names) : table.readWithin(names, PATIENCE);
      List<SessionEntry> living = new ArrayList<>(found.size());
      for (K name : new LinkedHashSet<>(names)) {
        for (GridEntry entry : found.getOrDefault(name, List.of())) {
          UUID member = entry.member();
          if (members.contains(member)) {
            living.add(entry.session());
          }
        }
      }
      return living;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryUnavailableException("interrupted", e);
    } catch (TimeoutException e) {
      throw new DirectoryUnavailableException(
          "the session directory does not answer within " + PATIENCE.toMillis() + " ms", e);
    } catch (ExecutionException | RuntimeException e) {
      throw new DirectoryUnavailableException("the session directory does not answer", e);
    }
  }
}

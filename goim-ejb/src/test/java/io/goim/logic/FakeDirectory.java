package io.goim.logic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A directory in memory that answers additions when the test says so. NOT thread safe. */
final class FakeDirectory implements SessionDirectory {

  final List<String> calls = new ArrayList<>();
  final List<SessionEntry> entries = new ArrayList<>();
  final List<CompletableFuture<List<SessionEntry>>> open = new ArrayList<>();
  boolean down;

  @Override
  public CompletionStage<List<SessionEntry>> add(SessionEntry entry) {
    return enter("add", entry);
  }

  @Override
  public CompletionStage<List<SessionEntry>> addNew(SessionEntry entry) {
    return enter("addNew", entry);
  }

  private CompletionStage<List<SessionEntry>> enter(String call, SessionEntry entry) {
    calls.add(call + " " + entry.connectionId());
    entries.add(entry);
    CompletableFuture<List<SessionEntry>> answer = new CompletableFuture<>();
    open.add(answer);
    return answer;
  }

  @Override
  public void remove(SessionEntry entry) {
    calls.add("remove " + entry.connectionId());
    entries.remove(entry);
  }

  @Override
  public void refresh(SessionEntry entry) {
    calls.add("refresh " + entry.connectionId());
  }

  @Override
  public CompletionStage<List<SessionEntry>> announce(Collection<SessionEntry> announced) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<SessionEntry> findKeys(Collection<String> keys) {
    return entries.stream().filter(entry -> keys.contains(entry.key())).toList();
  }

  @Override
  public List<SessionEntry> findMids(Collection<Long> mids) {
    if (down) {
      throw new DirectoryUnavailableException("the grid is down", null);
    }
    return entries.stream().filter(entry -> mids.contains(entry.mid())).toList();
  }
}

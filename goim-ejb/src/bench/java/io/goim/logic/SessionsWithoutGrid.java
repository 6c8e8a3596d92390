package io.goim.logic;

import io.goim.auth.GoimAuthenticator;
import io.goim.comet.ClientSessions;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The node's own session code, with goim's tokens, before a directory that says yes at once and keeps
 * nothing: what is measured with it is the node's share. What the grid keeps of a session is left out.
 */
public final class SessionsWithoutGrid {

  private SessionsWithoutGrid() {}

  /** Sessions as a node starts them, with goim's expiry. */
  public static ClientSessions start() {
    Counters counters = new Counters();
    return new SessionService(
        Samples.node("node-1", Path.of("unused")),
        Samples.logic(Duration.ofMinutes(30)),
        new GoimAuthenticator(),
        new ForgetfulDirectory(),
        (entry, reason) -> {},
        BanList.NONE,
        new ClientMessageDispatcher(new HandThreads(), counters, () -> false, message -> {}),
        counters);
  }

  private static final class ForgetfulDirectory implements SessionDirectory {

    private static final CompletionStage<List<SessionEntry>> NOBODY_DISPLACED =
        CompletableFuture.completedFuture(List.of());

    @Override
    public CompletionStage<List<SessionEntry>> add(SessionEntry entry) {
      return NOBODY_DISPLACED;
    }

    @Override
    public CompletionStage<List<SessionEntry>> addNew(SessionEntry entry) {
      return NOBODY_DISPLACED;
    }

    @Override
    public void remove(SessionEntry entry) {}

    @Override
    public void refresh(SessionEntry entry) {}

    @Override
    public CompletionStage<List<SessionEntry>> announce(Collection<SessionEntry> entries) {
      return NOBODY_DISPLACED;
    }

    @Override
    public List<SessionEntry> findKeys(Collection<String> keys) {
      return List.of();
    }

    @Override
    public List<SessionEntry> findMids(Collection<Long> mids) {
      return List.of();
    }
  }
}

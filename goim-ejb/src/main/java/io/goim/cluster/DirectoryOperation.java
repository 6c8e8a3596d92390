package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A change of the directory that waits for its group.
 *
 * @param kind what to do
 * @param entry with which connection
 * @param done completed with the connections that lost their place: those that an addition took it
 *     from, or the renewed one itself
 */
record DirectoryOperation(
    Kind kind, SessionEntry entry, CompletableFuture<List<SessionEntry>> done) {

  /** What to do with the entry. */
  enum Kind {
    /** Enter it. */
    ADD,
    /** Enter it under a key that nobody had before. */
    ADD_NEW,
    /** Keep it alive; enter it again when it is gone. */
    REFRESH,
    /** Enter it again when it is gone; it need not live longer for that. */
    ANNOUNCE,
    /** Take it out. */
    REMOVE
  }

  static DirectoryOperation of(Kind kind, SessionEntry entry) {
    return new DirectoryOperation(kind, entry, new CompletableFuture<>());
  }
}

package io.goim.logic;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where every logged-in key and user is, for the whole cluster. Thread safe; asynchronous methods
 * never block and keep the order of calls for one key.
 *
 * <p>Guarantees: an entry names its connection, so removing an old connection never removes a newer
 * one; entries of a node that left are not returned; an entry that is not refreshed expires.
 */
public interface SessionDirectory {

  /**
   * Enters a connection.
   *
   * @return completed once the entry can be found, with the connections that lost their place because
   *     the key or the user is over its limit, oldest first
   */
  CompletionStage<List<SessionEntry>> add(SessionEntry entry);

  /**
   * Enters a connection whose key the node has just made: nobody else can have it, so it need not be
   * looked up. Otherwise as {@link #add}.
   */
  CompletionStage<List<SessionEntry>> addNew(SessionEntry entry);

  /** Removes exactly this connection. */
  void remove(SessionEntry entry);

  /** Keeps an entry alive; enters it again when the cluster has lost it. */
  void refresh(SessionEntry entry);

  /**
   * Enters connections of this node again that the cluster has lost, without prolonging the life of
   * those it has. Callers wait for the answer before they announce the next thousand, so that logins
   * get their turn.
   *
   * @return completed once all can be found, with those whose place others have taken
   */
  CompletionStage<List<SessionEntry>> announce(Collection<SessionEntry> entries);

  /**
   * The entries of several keys; unknown keys have none. Blocks for the cluster's answer.
   *
   * @throws DirectoryUnavailableException when the cluster does not answer
   */
  List<SessionEntry> findKeys(Collection<String> keys);

  /**
   * The entries of several users; unknown users have none. Blocks for the cluster's answer.
   *
   * @throws DirectoryUnavailableException when the cluster does not answer
   */
  List<SessionEntry> findMids(Collection<Long> mids);
}

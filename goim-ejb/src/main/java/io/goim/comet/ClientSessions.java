package io.goim.comet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the hub asks of logic. Called on event loops: no method blocks. Calls for one connection are
 * made in order, {@link #ended} last.
 */
public interface ClientSessions {

  /**
   * Verifies a token and enters the session in the directory.
   *
   * @return completed on any thread once pushes to the key and the user find the connection; failed
   *     with {@link LoginRefusedException} when the client may not in, with {@link
   *     LoginUnavailableException} when nobody can say, with anything else when the directory could not
   *     be written
   */
  CompletionStage<Session> login(Login login);

  /**
   * Verifies a fresh token of a client whose login {@link Permit#expiring() ends}. Must be the same
   * user and, if the token names one, the same key. Never asked of a logic whose logins have no end.
   *
   * @return completed on any thread with the session and its new permit; failed as {@link #login}
   */
  default CompletionStage<Session> renew(Session session, Login login) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("logins have no end"));
  }

  /** The client is alive; the directory entry is refreshed when it is due. */
  void heartbeat(Session session);

  /** The connection ended after a login that succeeded or was still under way. */
  void ended(Session session);

  /** The client sent a message of its own; observers see it in the order of the connection. */
  void message(Session session, int operation, byte[] body);
}

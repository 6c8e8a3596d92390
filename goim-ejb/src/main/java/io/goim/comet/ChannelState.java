package io.goim.comet;

/**
 * Where a connection is in its life. Every event method says whether the caller must act, so that
 * nothing happens twice; the end is final. NOT thread safe: the loop's thread only.
 *
 * <pre>
 *   OPEN ──loginRequested──► LOGGING_IN ──accepted──► LOGGED_IN
 *     └───────────────────────────┴────────ended─────────┴──► ENDED
 * </pre>
 *
 * <p>A base class rather than a field of {@link Channel}: an object of its own would cost 16 bytes a
 * connection.
 */
abstract class ChannelState extends Timed {

  private enum State {
    OPEN,
    LOGGING_IN,
    LOGGED_IN,
    ENDED
  }

  private State state = State.OPEN;

  /** The client asks to be let in. True: ask logic; false: it is no login (any more). */
  final boolean onLoginRequested() {
    return move(State.OPEN, State.LOGGING_IN);
  }

  /** Logic lets the client in. True: enter it; false: the connection has ended meanwhile. */
  final boolean onAccepted() {
    return move(State.LOGGING_IN, State.LOGGED_IN);
  }

  /** The connection ends, whoever ends it. True: clean up; false: that has happened. */
  final boolean onEnded() {
    boolean first = state != State.ENDED;
    state = State.ENDED;
    return first;
  }

  final boolean isLoggingIn() {
    return state == State.LOGGING_IN;
  }

  final boolean isLoggedIn() {
    return state == State.LOGGED_IN;
  }

  final boolean isEnded() {
    return state == State.ENDED;
  }

  private boolean move(State from, State to) {
    if (state != from) {
      return false;
    }
    state = to;
    return true;
  }
}

package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.Operation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens at one of several nodes, for as long as any of them lets it in. Asked to leave (operation 6
 * of a node that is being drained), it waits as long as it was told, logs in at the next node and reads
 * the old connection to its end: no push to its room is missed, and one that comes on both meanwhile is
 * printed twice. When a connection ends without that, it goes to the next node at once. One thread runs
 * it; each connection that is left is read by a daemon thread of its own.
 */
final class Staying {

  /** Between two rounds over all nodes of which none lets it in. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration A_LONG_TIME = Duration.ofDays(1000);

  private final ListenOptions options;
  private final PrintStream pushes;
  private final PrintStream notes;
  private int next;

  Staying(ListenOptions options, PrintStream pushes, PrintStream notes) {
    this.options = options;
    this.pushes = pushes;
    this.notes = notes;
  }

  /** Returns the exit status, once a server has said that coming back is no use. */
  int run() {
    try {
      Place place = enter();
      while (true) {
        boolean asked = listen(place);
        Place left = place;
        place = enter();
        if (asked) {
          Thread rest = new Thread(() -> readOut(left), "rest of " + left.url);
          rest.setDaemon(true);
          rest.start();
        }
      }
    } catch (ConnectionClosedException e) {
      return 1;
    }
  }

  /** Logs in at the next node that lets it in. */
  private Place enter() throws ConnectionClosedException {
    while (true) {
      for (int i = 0; i < options.urls().size(); i++) {
        String url = options.urls().get(next++ % options.urls().size());
        try {
          return enter(url);
        } catch (ConnectionClosedException e) {
          ended(url, e.end());
          if (!e.end().mayRetry()) {
            throw e;
          }
        } catch (IOException e) {
          note(e.getMessage());
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Place enter(String url) throws IOException {
    GoimClient client = options.connect(url);
    try {
      client.login(options.login());
    } catch (IOException e) {
      client.abort();
      throw e;
    }
    note("Listening at " + url + "; Ctrl-C ends.");
    return new Place(url, client);
  }

  /**
   * Prints pushes until it is time to go.
   *
   * @return whether the node asked for it and still serves; otherwise the connection has ended
   */
  private boolean listen(Place place) throws ConnectionClosedException {
    long leaveAt = System.nanoTime() + A_LONG_TIME.toNanos();
    try {
      while (leaveAt - System.nanoTime() > 0) {
        Duration left = Duration.ofNanos(leaveAt - System.nanoTime());
        Optional<Departure> departure = place.print(place.client.receive(left));
        if (departure.isPresent()) {
          leaveAt = System.nanoTime() + departure.get().delay().toNanos();
        }
      }
      return true;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (ConnectionClosedException e) {
      ended(place.url, e.end());
      if (!e.end().mayRetry()) {
        throw e;
      }
      return false;
    } catch (IOException e) {
      note(e.getMessage());
      return false;
    }
  }

  private void readOut(Place place) {
    try {
      while (true) {
        place.print(place.client.receive(A_LONG_TIME));
      }
    } catch (ConnectionClosedException e) {
      ended(place.url, e.end());
    } catch (IOException e) {
      note(e.getMessage());
    }
  }

  private void ended(String url, ConnectionEnd end) {
    note("The connection to " + url + " ended: " + end);
  }

  private void note(String text) {
    notes.println(text);
    notes.flush();
  }

  /** A connection and where it leads. */
  private final class Place {
    private final String url;
    private final GoimClient client;

    Place(String url, GoimClient client) {
      this.url = url;
      this.client = client;
    }

    /** Prints a push; of the server's own packets it tells whether they ask this client to leave. */
    private Optional<Departure> print(Frame frame) {
      if (frame.operation() != Operation.DISCONNECT) {
        Listen.print(frame, pushes);
        return Optional.empty();
      }
      Optional<Departure> departure = Departure.parse(frame.text());
      departure.ifPresent(
          asked -> note(url + " asks to leave in " + asked.delay().toMillis() + " ms"));
      return departure;
    }
  }
}

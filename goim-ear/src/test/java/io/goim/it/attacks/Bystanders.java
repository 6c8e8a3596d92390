package io.goim.it.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import io.goim.it.Http;
import io.goim.it.Node;
import io.goim.it.Poll;
import io.goim.protocol.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Well-behaved clients, one on each kind of port, in a room that gets a push every 100 ms; each push must
 * reach each of them on time. Counts from the call of the API until the client has it. Begins with some
 * pushes in peace: on a machine that does much else these take long, too. Thread safe.
 */
final class Bystanders implements AutoCloseable {

  /** By how much a push may take longer than the longest in peace; what was measured is printed. */
  private static final Duration ON_TIME = Duration.ofSeconds(2);

  private static final int PEACEFUL = 10;

  /** Pushes during and right after an attack that is over sooner. */
  private static final int LEAST = 30;

  private static final long PERIOD = Duration.ofMillis(100).toNanos();
  private static final String ROOM = "/goim/push/room?operation=1000&type=live&room=bystanders";

  private final Stalls stalls = new Stalls();
  private final Http http;
  private final List<GoimClient> clients = new ArrayList<>();
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicLong latest = new AtomicLong();
  private final AtomicInteger failed = new AtomicInteger();
  private long longestInPeace;
  private final Thread pusher = new Thread(this::push, "bystanders' pushes");
  private volatile boolean over;

  Bystanders(Node node, List<String> urls) throws IOException {
    http = new Http(node);
    for (String url : urls) {
      GoimClient client = GoimClient.to(url).onPush(this::receive).connect();
      clients.add(client);
      client.login(Token.anonymous().withRoom("live://bystanders").accepting(1000));
    }
    pusher.start();
    Poll.until(
        Duration.ofSeconds(120),
        () -> received.get() >= PEACEFUL * clients.size(),
        () -> "only " + received + " pushes arrived in peace");
    longestInPeace = latest.getAndSet(0) / 1_000_000;
  }

  int count() {
    return clients.size();
  }

  private void push() {
    for (int number = 0; !over; number++) {
      String body = "push " + number;
      long begin = System.nanoTime();
      sent.put(body, begin);
      try {
        http.push(ROOM, body);
      } catch (AssertionError e) {
        failed.incrementAndGet();
        System.out.println("a push was not taken: " + e.getMessage());
      }
      LockSupport.parkNanos(Math.max(0, begin + PERIOD - System.nanoTime()));
    }
  }

  private void receive(Frame push) {
    long begin = sent.get(push.text());
    long now = System.nanoTime();
    long took = now - begin - stalls.within(begin, now);
    latest.accumulateAndGet(took, Math::max);
    received.incrementAndGet();
  }

  /** Ends the pushes and says how they went. */
  String verdict() throws InterruptedException {
    Poll.until(
        Duration.ofSeconds(60),
        () -> sent.size() >= LEAST,
        () -> "only " + sent.size() + " pushes");
    over = true;
    pusher.join();
    Poll.until(
        Duration.ofSeconds(60),
        () -> received.get() >= expected(),
        () -> received + " of " + expected() + " pushes arrived");
    assertEquals(expected(), received.get());
    assertEquals(0, failed.get(), "pushes that were not taken");
    long millis = latest.get() / 1_000_000;
    String verdict =
        sent.size()
            + " pushes to "
            + clients.size()
            + " clients, the latest took "
            + millis
            + " ms, in peace "
            + longestInPeace
            + " ms";
    assertTrue(millis - longestInPeace <= ON_TIME.toMillis(), verdict);
    return verdict;
  }

  private int expected() {
    return (sent.size() - failed.get()) * clients.size();
  }

  @Override
  public void close() {
    over = true;
    clients.forEach(GoimClient::close);
    stalls.close();
  }
}

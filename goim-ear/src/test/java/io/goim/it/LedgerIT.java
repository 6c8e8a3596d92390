package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every delivery that a node owes ends in a number with a name, whatever its clients do;
 * docs/OPERATIONS.md, "The loss ledger".
 */
@ExtendWith(SharedNode.class)
class LedgerIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROOM = "/goim/push/room?type=live&room=ledger&operation=";
  private static final int LAST = 2;
  private static final byte[] TOKEN =
      "{\"room_id\":\"live://ledger\",\"accepts\":[1000]}".getBytes(StandardCharsets.UTF_8);

  /** So large that what the kernel takes for a client that does not read is soon full, or later. */
  private static final String LARGE = "x".repeat(300_000);

  private static final int READERS = 5;
  private static final int SLOW = 3;
  private static final int LEAVERS = 10;
  private static final int MOST_PUSHES = 200;

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void shouldAddUpWithSlowClientsAndClientsThatLeaveInTheMiddle(Node node) throws Exception {
    Http http = new Http(node);
    Scrape before = Scrape.of(http);
    List<Socket> slow = connect(node, SLOW);
    List<Reader> readers = new ArrayList<>();
    for (Socket socket : connect(node, READERS)) {
      readers.add(new Reader(socket, Integer.MAX_VALUE));
    }
    List<Reader> leavers = new ArrayList<>();
    for (Socket socket : connect(node, LEAVERS)) {
      leavers.add(new Reader(socket, 1 + 3 * leavers.size()));
    }

    int pushes = 0;
    while (pushes < 3 * LEAVERS || reason(before, Scrape.of(http), "outbox-bytes") < 2 * SLOW) {
      assertTrue(pushes < MOST_PUSHES, "a client that does not read has taken everything");
      http.push(ROOM + 1, LARGE);
      for (Reader reader : readers) {
        reader.await(pushes - 4);
      }
      pushes++;
    }
    http.push("/goim/push/all?operation=1000", "to all");
    http.push("/goim/push/keys?operation=1000&keys=nobody&keys=no-one", "to nobody");
    for (Reader reader : leavers) {
      reader.await();
    }
    http.push(ROOM + LAST, "the last");
    for (Reader reader : readers) {
      reader.await();
      assertEquals(pushes + 2, reader.received);
    }

    Scrape after = awaitBalance(http);
    long owed = rise(before, after, "goim_targets_total");
    long made = rise(before, after, "goim_deliveries_total");
    assertTrue(owed >= (READERS + SLOW) * (pushes + 2L) + 2, "owed " + owed);
    assertTrue(made >= READERS * (pushes + 2L) + LEAVERS, "made " + made);
    assertTrue(reason(before, after, "client-gone") >= 2, "nobody has the two keys");
    long waiting = after.sum("goim_outbox_messages");
    assertTrue(waiting >= SLOW, "slow clients have something waiting: " + waiting);

    for (Socket socket : slow) {
      socket.close();
    }
    Poll.until(
        SOON,
        () -> Scrape.of(http).sum("goim_outboxes") == 0,
        () -> "an outbox outlived its client");
    Scrape end = awaitBalance(http);
    assertEquals(owed, rise(before, end, "goim_targets_total"));
    assertEquals(0, end.sum("goim_outbox_messages"));
    assertTrue(reason(after, end, "client-gone") > 0, "what waited is lost by name");
    assertEquals(
        owed, rise(before, end, "goim_deliveries_total") + rise(before, end, "goim_drops_total"));
  }

  /** What is owed and not accounted for is under way for a moment only. */
  private static Scrape awaitBalance(Http http) {
    Scrape[] last = new Scrape[1];
    Poll.until(
        SOON,
        () -> {
          last[0] = Scrape.of(http);
          return last[0].sum("goim_queue_messages") == 0
              && last[0].sum("goim_bucket_pushes") == 0
              && missing(last[0]) == 0;
        },
        () -> missing(last[0]) + " deliveries are not accounted for");
    return last[0];
  }

  private static long missing(Scrape scrape) {
    return scrape.sum("goim_targets_total")
        - scrape.sum("goim_deliveries_total")
        - scrape.sum("goim_drops_total")
        - scrape.sum("goim_outbox_messages");
  }

  private static long rise(Scrape before, Scrape after, String name) {
    return after.sum(name) - before.sum(name);
  }

  private static long reason(Scrape before, Scrape after, String reason) {
    String name = "goim_drops_total";
    return after.sum(name, "reason", reason) - before.sum(name, "reason", reason);
  }

  /** Members of the room that have read their login's answer and nothing else. */
  private List<Socket> connect(Node node, int count) throws IOException {
    List<Socket> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket member = new Socket();
      sockets.add(member);
      members.add(member);
      member.setReceiveBufferSize(16_384);
      member.connect(new InetSocketAddress("127.0.0.1", node.tcp()));
      member.setSoTimeout((int) SOON.toMillis());
      member.getOutputStream().write(FrameCodec.encode(Frame.of(Operation.LOGIN, i, TOKEN)));
      DataInputStream in = new DataInputStream(member.getInputStream());
      assertEquals(Operation.LOGIN_REPLY, operation(in));
    }
    return members;
  }

  private static int operation(DataInputStream in) throws IOException {
    int body = in.readInt() - 16;
    in.readInt();
    int operation = in.readInt();
    in.readInt();
    in.skipNBytes(body);
    return operation;
  }

  /** Reads so many pushes, or up to the last, then closes. */
  private static final class Reader {
    private final Socket socket;
    private final int count;
    private final Thread thread;
    private volatile int received;
    private volatile IOException failure;

    Reader(Socket socket, int count) {
      this.socket = socket;
      this.count = count;
      thread = new Thread(this::read, "reader");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      try {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int operation = 0; operation != LAST && received < count; ) {
          operation = operation(in);
          received = received + 1;
        }
        socket.close();
      } catch (IOException e) {
        failure = e;
      }
    }

    /** Until it is near enough not to be a slow client. */
    void await(int count) {
      Poll.until(SOON, () -> received >= count, () -> received + " of " + count + " came");
    }

    void await() throws Exception {
      thread.join(SOON.toMillis());
      if (failure != null || thread.isAlive()) {
        throw new AssertionError(received + " of " + count + " came", failure);
      }
    }
  }
}

package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every delivery that a node owes ends in a number with a name, whatever its clients do;
 * docs/OPERATIONS.md, "The loss ledger". ClusterIT adds up two nodes.
 */
@ExtendWith(SharedNode.class)
class LedgerIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** So large that what the kernel takes for a client that does not read is soon full, or later. */
  private static final String LARGE = "x".repeat(300_000);

  private static final int READERS = 5;
  private static final int SLOW = 3;
  private static final int LEAVERS = 10;
  private static final int MOST_PUSHES = 200;

  @Test
  void shouldAddUpWithSlowClientsAndClientsThatLeaveInTheMiddle(Node node) throws Exception {
    try (LedgerRoom room = new LedgerRoom("ledger")) {
      addUp(node, room);
    }
  }

  private static void addUp(Node node, LedgerRoom room) throws Exception {
    Http http = new Http(node);
    List<Http> nodes = List.of(http);
    Ledger before = Ledger.of(nodes);
    List<Socket> slow = room.enter(node.tcp(), SLOW);
    List<LedgerRoom.Reader> readers = room.read(node.tcp(), READERS);
    List<LedgerRoom.Reader> leavers = new ArrayList<>();
    for (Socket socket : room.enter(node.tcp(), LEAVERS)) {
      leavers.add(new LedgerRoom.Reader(socket, 1 + 3 * leavers.size()));
    }

    int pushes = 0;
    while (pushes < 3 * LEAVERS
        || Ledger.of(nodes).droppedSince(before, "outbox-bytes") < 2 * SLOW) {
      assertTrue(pushes < MOST_PUSHES, "a client that does not read has taken everything");
      http.push(room.push() + 1, LARGE);
      for (LedgerRoom.Reader reader : readers) {
        reader.await(pushes - 4);
      }
      pushes++;
    }
    http.push("/goim/push/all?operation=1000", "to all");
    http.push("/goim/push/keys?operation=1000&keys=nobody&keys=no-one", "to nobody");
    for (LedgerRoom.Reader reader : leavers) {
      reader.await();
    }
    http.push(room.push() + LedgerRoom.LAST, "the last");
    for (LedgerRoom.Reader reader : readers) {
      reader.await();
      assertEquals(pushes + 2, reader.received());
    }

    Ledger after = Ledger.balanced(nodes);
    long owed = after.owedSince(before);
    long made = after.madeSince(before);
    assertTrue(owed >= (READERS + SLOW) * (pushes + 2L) + 2, "owed " + owed);
    assertTrue(made >= READERS * (pushes + 2L) + LEAVERS, "made " + made);
    assertTrue(after.droppedSince(before, "client-gone") >= 2, "nobody has the two keys");
    long waiting = after.waiting();
    assertTrue(waiting >= SLOW, "slow clients have something waiting: " + waiting);

    for (Socket socket : slow) {
      socket.close();
    }
    Poll.until(SOON, () -> Ledger.of(nodes).outboxes() == 0, () -> "an outbox outlived its client");
    Ledger end = Ledger.balanced(nodes);
    assertEquals(owed, end.owedSince(before));
    assertEquals(0, end.waiting());
    assertTrue(end.droppedSince(after, "client-gone") > 0, "what waited is lost by name");
    assertEquals(owed, end.madeSince(before) + end.droppedSince(before));
  }
}

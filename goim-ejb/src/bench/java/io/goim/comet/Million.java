package io.goim.comet;

import com.sun.management.OperatingSystemMXBean;
import io.goim.comet.Heap.Usage;
import io.goim.config.CometSettings;
import io.goim.config.Role;
import io.goim.logic.SessionsWithoutGrid;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.session.CloseReason;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * Logs very many channels into one hub and prints what they cost: {@code million [CHANNELS [ROOMS]]}.
 * Hub, buckets, rooms, timers and session code are the node's own; there are no sockets, and the
 * directory keeps nothing.
 */
public final class Million {

  private static final int OPERATION = 1000;
  private static final String BIG_ROOM = "live://big";
  private static final int BIG_ROOM_MEMBERS = 1_000;
  private static final int HEARTBEATS = 10;
  private static final int CLASSES = 15;
  private static final byte[] BODY = new byte[60];

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int channels;
  private final int rooms;
  private final FakeEvents events = new FakeEvents();
  private final Pauses pauses = new Pauses();
  private final Hub hub;
  private final Crowd crowd;

  private Million(int channels, int rooms) {
    this.channels = channels;
    this.rooms = rooms;
    hub =
        new Hub(
            settings(),
            TestSettings.node(Role.COMET),
            SessionsWithoutGrid.start(),
            room -> 0,
            events,
            System::nanoTime,
            Hub.PATIENCE);
    crowd = new Crowd(hub, Runtime.getRuntime().availableProcessors(), channels);
  }

  /** Patient with logins: on a machine that stands still for seconds all must get in nevertheless. */
  private static CometSettings settings() {
    TestSettings settings = new TestSettings();
    settings.handshakeTimeout = Duration.ofMinutes(10);
    settings.heartbeat = Duration.ofMinutes(30);
    return settings.comet();
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    int channels = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rooms = arguments.length > 1 ? Integer.parseInt(arguments[1]) : channels / 10;
    new Million(channels, Math.max(2, rooms)).run();
  }

  private void run() {
    System.out.printf(
        "%,d channels in %,d rooms, %d buckets, Java %s%n",
        channels, rooms, Runtime.getRuntime().availableProcessors(), Runtime.version());
    System.out.println(
        "No sockets; a directory that answers at once and keeps nothing stands in for the grid's.");
    pauses.record();

    Heap before = Heap.now();
    timed("login", channels, () -> crowd.login(this::token));
    check(hub.connections() == channels, hub.connections() + " are logged in");
    Heap in = Heap.now();
    printHeap(before, in);

    PushMessage all = PushMessage.toAll(OPERATION, 0, BODY);
    PushMessage room = PushMessage.toRoom(OPERATION, BIG_ROOM, BODY);
    push("push to all", all, channels, 20);
    push("push to a room of " + hub.members(BIG_ROOM), room, hub.members(BIG_ROOM), 2_000);
    heartbeats();

    Heap idle = Heap.now();
    System.out.printf(
        "%nAfter the work      %.1f bytes a channel%n", each(idle.bytes() - before.bytes()));
    crowd.forget();
    timed("close", channels, this::closeAll);
    Heap left = Heap.now();
    System.out.printf(
        "Left behind         %.1f bytes a former channel%n", each(left.bytes() - before.bytes()));
    printClasses(before, left, 5);

    System.out.println("\nGarbage collections, without those asked for:");
    pauses.print();
    System.out.printf("CPU time of the process: %,.1f s%n", SYSTEM.getProcessCpuTime() / 1e9);
    crowd.end();
  }

  /** A token of some 80 bytes, as a browser sends it; the node makes the key. */
  private String token(int client) {
    return "{\"mid\":"
        + (client + 1)
        + ",\"room_id\":\""
        + room(client)
        + "\",\"platform\":\"web\",\"accepts\":[1000,1001,1002]}";
  }

  private String room(int client) {
    int everyNth = Math.max(1, channels / BIG_ROOM_MEMBERS);
    return client % everyNth == 0 && client / everyNth < BIG_ROOM_MEMBERS
        ? BIG_ROOM
        : "live://" + (1_000_000 + client % (rooms - 1));
  }

  private void push(String what, PushMessage message, int receivers, int times) {
    for (int i = 0; i < times / 2; i++) {
      deliver(message);
    }
    long delivered = events.delivered();
    long cpu = SYSTEM.getProcessCpuTime();
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      deliver(message);
      nanos[i] = System.nanoTime() - start;
    }
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    check(
        events.delivered() - delivered == (long) times * receivers,
        events.delivered() - delivered + " were delivered");
    Arrays.sort(nanos);
    System.out.printf(
        "%-28s %,.3f ms to the last receiver (best %,.3f, p99 %,.3f), CPU %,.0f ns a delivery%n",
        what,
        nanos[times / 2] / 1e6,
        nanos[0] / 1e6,
        nanos[times * 99 / 100] / 1e6,
        (double) cpu / times / receivers);
  }

  private void deliver(PushMessage message) {
    hub.push(message);
    crowd.settle();
  }

  private void heartbeats() {
    Runnable rounds =
        () -> {
          for (int i = 0; i < HEARTBEATS; i++) {
            crowd.heartbeat();
          }
        };
    rounds.run();
    timed("heartbeat", channels * HEARTBEATS, rounds);
  }

  private void closeAll() {
    hub.closeAll(CloseReason.GOING_AWAY).join();
    check(hub.connections() == 0, hub.connections() + " are left");
  }

  private static void timed(String what, int count, Runnable work) {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    long nanos = System.nanoTime() - start;
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    System.out.printf(
        "%-28s %,.0f a second (%,.2f s), CPU %,.0f ns each%n",
        what, count * 1e9 / nanos, nanos / 1e9, (double) cpu / count);
  }

  private void printHeap(Heap before, Heap after) {
    System.out.printf(
        "%nHeap after a full collection: %,.1f MB before, %,.1f MB after the logins%n",
        before.bytes() / 1e6, after.bytes() / 1e6);
    System.out.printf(
        "%.1f bytes a channel, of them %.1f for the stand-in of the transport%n",
        each(after.bytes() - before.bytes()),
        each(after.of(SilentConnection.class.getName()).bytes()));
    printClasses(before, after, CLASSES);
    System.out.println();
  }

  /** The classes that have grown most. */
  private void printClasses(Heap before, Heap after, int count) {
    Set<String> names = new HashSet<>(after.classes().keySet());
    Comparator<String> bySize =
        Comparator.comparingLong(name -> after.of(name).minus(before.of(name)).bytes());
    System.out.println("  bytes a channel  objects a channel  class");
    names.stream()
        .sorted(bySize.reversed())
        .limit(count)
        .forEach(
            name -> {
              Usage grown = after.of(name).minus(before.of(name));
              System.out.printf(
                  "  %15.1f  %17.3f  %s%n", each(grown.bytes()), each(grown.objects()), name);
            });
  }

  private double each(long sum) {
    return (double) sum / channels;
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}

package io.goim.comet;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Collections of this JVM by collector, without those that were asked for. Thread safe. A collector
 * that works beside the program reports its cycles, not its pauses: its name says so.
 */
final class Pauses {

  private final Map<String, long[]> collectors = new TreeMap<>();

  void record() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.put(collector.getName(), new long[3]);
      ((NotificationEmitter) collector).addNotificationListener(this::onCollection, null, null);
    }
  }

  private synchronized void onCollection(Notification notification, Object unused) {
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    String cause = info.getGcCause();
    if (cause.equals("System.gc()") || cause.startsWith("Heap Inspection")) {
      return;
    }
    long millis = info.getGcInfo().getDuration();
    long[] known = collectors.get(info.getGcName());
    known[0]++;
    known[1] += millis;
    known[2] = Math.max(known[2], millis);
  }

  /** One line a collector. */
  synchronized void print() {
    collectors.forEach(
        (name, figures) ->
            System.out.printf(
                "  %-26s %d times, %,d ms in all, longest %,d ms%n",
                name, figures[0], figures[1], figures[2]));
  }
}

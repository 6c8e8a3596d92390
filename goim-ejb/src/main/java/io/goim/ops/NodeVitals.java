package io.goim.ops;

import com.sun.management.OperatingSystemMXBean;
import io.goim.comet.BucketLoad;
import io.goim.comet.DropReason;
import io.goim.comet.Hub;
import io.goim.config.Words;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Reads this node's {@link Vitals} from what is counted anyway. Thread safe; does not block. */
@NodeBean
public class NodeVitals {

  /** Counted by logic; its reasons for calls that were accepted. */
  private static final String PUSH_CALLS = "push-calls";

  private static final List<String> ACCEPTED =
      List.of("keys/accepted", "mids/accepted", "room/accepted", "all/accepted");

  private final Hub hub;
  private final LongAdder delivered;
  private final List<LongAdder> dropped = new ArrayList<>();
  private final List<LongAdder> pushes = new ArrayList<>();
  private final Histogram written;

  @Inject
  public NodeVitals(Hub hub, Counters counters) {
    this.hub = hub;
    delivered = counters.counter(HubCounters.DELIVERED, "");
    written = counters.times(HubCounters.WRITE_TIME);
    for (DropReason reason : DropReason.values()) {
      dropped.add(counters.counter(HubCounters.DROPPED, Words.of(reason)));
    }
    for (String accepted : ACCEPTED) {
      pushes.add(counters.counter(PUSH_CALLS, accepted));
    }
  }

  /** The numbers of this moment. */
  public Vitals now() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Vitals(
        ManagementFactory.getRuntimeMXBean().getUptime(),
        hub.connections(),
        hub.rooms(),
        sum(pushes),
        delivered.sum(),
        sum(dropped),
        hub.loads().stream().mapToLong(BucketLoad::outboxMessages).sum(),
        cpuMillis(),
        heap.getUsed(),
        heap.getMax(),
        written.snapshot().buckets());
  }

  private static long sum(List<LongAdder> adders) {
    return adders.stream().mapToLong(LongAdder::sum).sum();
  }

  private static long cpuMillis() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime())
        : 0;
  }
}

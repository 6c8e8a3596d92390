package io.goim.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.goim.ops.GaugeSource;
import io.goim.ops.NodeBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java machine and its process, by the names that Prometheus' own libraries use where they have
 * one. Thread safe.
 */
@NodeBean
public class JvmGauges implements GaugeSource {

  /** Sizes of the process in pages, the second the resident one. Linux has it. */
  private static final Path SIZES = Path.of("/proc/self/statm");

  /** Of every processor that we run on, unless it was built otherwise. */
  private static final int PAGE_BYTES = 4096;

  @Override
  public void read(Reading reading) {
    memory(reading, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory(reading, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      reading.put("gc-collections", gc.getCollectionCount(), gc.getName());
      reading.put("gc-seconds", gc.getCollectionTime() / 1e3, gc.getName());
    }
    reading.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    reading.put("started", ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      reading.put("cpu-seconds", system.getProcessCpuTime() / 1e9);
      reading.put("files-open", system.getOpenFileDescriptorCount());
      reading.put("files-max", system.getMaxFileDescriptorCount());
    }
    resident(reading);
  }

  private static void memory(Reading reading, String area, MemoryUsage usage) {
    reading.put("memory-used", usage.getUsed(), area);
    reading.put("memory-committed", usage.getCommitted(), area);
    // −1 where there is no limit.
    reading.put("memory-max", usage.getMax(), area);
  }

  private static void resident(Reading reading) {
    try {
      if (Files.isReadable(SIZES)) {
        String[] pages = Files.readString(SIZES).split(" ");
        reading.put("memory-resident", Long.parseLong(pages[1]) * PAGE_BYTES);
      }
    } catch (IOException | RuntimeException e) {
      // Not told here; the rest is.
      return;
    }
  }
}

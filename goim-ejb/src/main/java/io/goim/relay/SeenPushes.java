package io.goim.relay;

import io.goim.logic.PushOrigin;
import io.goim.ops.NodeBean;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which pushes this node has met already, whoever sent them. Thread safe.
 *
 * <p>Pushes of a partitioned log come in the order of their offsets, so the highest one says it all;
 * that of other sources come in any order.
 */
@NodeBean
public class SeenPushes {

  /** Sources remembered; each takes 128 KB, the longest unused is forgotten. */
  private static final int SOURCES = 256;

  private static final int PARTITIONS = 65_536;

  private final Map<String, SeenWindow> windows = new Recent<>(SOURCES);
  private final Map<Integer, Long> offsets = new Recent<>(PARTITIONS);

  /** Marks a push as met. Returns whether it is new; one without an origin always is. */
  synchronized boolean add(PushOrigin origin) {
    if (origin == null) {
      return true;
    }
    if (origin.isOffset()) {
      Long last = offsets.get(origin.group());
      if (last != null && origin.sequence() <= last) {
        return false;
      }
      offsets.put(origin.group(), origin.sequence());
      return true;
    }
    return windows
        .computeIfAbsent(origin.source(), unused -> new SeenWindow())
        .add(origin.sequence());
  }

  /** Whether a push was met before. */
  synchronized boolean contains(PushOrigin origin) {
    if (origin.isOffset()) {
      Long last = offsets.get(origin.group());
      return last != null && origin.sequence() <= last;
    }
    SeenWindow window = windows.get(origin.source());
    return window != null && window.contains(origin.sequence());
  }

  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    Recent(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > limit;
    }
  }
}

package io.goim.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import io.goim.logic.BanTable;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Bans in a map of the grid, where each expires by itself, with a copy in each node's memory. Thread
 * safe. The copy is read anew within a second of a change, and every ten seconds.
 */
@NodeBean
public class HazelcastBanList implements BanList, NodePart {

  private static final Logger LOG = Logger.getLogger(HazelcastBanList.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Looks without a change before the map is read all the same. */
  private static final int IDLE_LOOKS = 10;

  private final Grid grid;
  private final NodeThreads threads;
  private final LongSupplier millis;
  private volatile BanTable table = BanTable.EMPTY;
  private volatile boolean changed = true;
  private int idle;
  private UUID listener;
  private volatile NodeThreads.Repetition looks = () -> {};

  @Inject
  public HazelcastBanList(Grid grid, NodeThreads threads) {
    this(grid, threads, System::currentTimeMillis);
  }

  HazelcastBanList(Grid grid, NodeThreads threads, LongSupplier millis) {
    this.grid = grid;
    this.threads = threads;
    this.millis = millis;
  }

  /** Called by the grid's threads; the next look reads the map. */
  private final class Changes
      implements EntryAddedListener<String, byte[]>,
          EntryUpdatedListener<String, byte[]>,
          EntryRemovedListener<String, byte[]> {
    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      changed = true;
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      changed = true;
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
      changed = true;
    }
  }

  @Override
  public StartOrder order() {
    return StartOrder.ONLINE;
  }

  @Override
  public String part() {
    return "bans";
  }

  @Override
  public String start() {
    listener = map().addEntryListener(new Changes(), false);
    read();
    looks = threads.every(LOOK, this::look);
    return table.all(millis.getAsLong()).size() + " bans";
  }

  @Override
  public void stop() {
    looks.cancel();
    try {
      if (listener != null) {
        map().removeEntryListener(listener);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "The grid is gone", e);
    }
  }

  void look() {
    if (changed || ++idle >= IDLE_LOOKS) {
      read();
    }
  }

  private synchronized void read() {
    idle = 0;
    changed = false;
    List<Ban> bans = new ArrayList<>();
    for (byte[] bytes : map().values()) {
      try {
        bans.add(BanCodec.decode(bytes));
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "A ban in the grid cannot be read: {0}", e.getMessage());
      }
    }
    table = new BanTable(bans);
  }

  @Override
  public boolean bans(String address) {
    return table.bans(address, millis.getAsLong());
  }

  @Override
  public boolean bans(String key, long mid) {
    return table.bans(key, mid, millis.getAsLong());
  }

  @Override
  public void add(Ban ban) {
    try {
      if (map().size() >= LIMIT && !map().containsKey(ban.id())) {
        throw new IllegalStateException("there are " + LIMIT + " bans already; lift some");
      }
      long left = Math.max(1, ban.until() - millis.getAsLong());
      map().set(ban.id(), BanCodec.encode(ban), left, TimeUnit.MILLISECONDS);
    } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
      throw new IllegalStateException("the cluster does not answer", e);
    }
    heard(ban);
  }

  @Override
  public synchronized void heard(Ban ban) {
    List<Ban> bans = new ArrayList<>(table.all(millis.getAsLong()));
    bans.add(ban);
    table = new BanTable(bans);
  }

  @Override
  public boolean lift(Ban ban) {
    try {
      boolean lifted = map().remove(ban.id()) != null;
      read();
      return lifted;
    } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
      throw new IllegalStateException("the cluster does not answer", e);
    }
  }

  @Override
  public List<Ban> all() {
    return table.all(millis.getAsLong());
  }

  private IMap<String, byte[]> map() {
    return grid.map(Grid.BANS);
  }
}

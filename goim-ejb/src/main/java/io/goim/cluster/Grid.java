package io.goim.cluster;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.goim.config.LogicSettings;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.StartOrder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The server's grid and the maps that we keep in it. Thread safe once started. */
@NodeBean
public class Grid implements NodePart {

  static final String KEYS = "goim.keys";
  static final String MIDS = "goim.mids";
  static final String NODES = "goim.nodes";
  static final String ONLINE = "goim.online";
  static final String BANS = "goim.bans";

  private static final String JNDI_NAME = "payara/Hazelcast";

  /** As goim forgets online numbers; only a node that hangs without leaving gets this old. */
  private static final Duration FORGET_NODE = Duration.ofMinutes(5);

  private final Duration sessionExpiry;
  private volatile HazelcastInstance hazelcast;

  @Inject
  public Grid(LogicSettings settings) {
    this(settings, null);
  }

  Grid(LogicSettings settings, HazelcastInstance hazelcast) {
    sessionExpiry = settings.sessionExpiry();
    this.hazelcast = hazelcast;
  }

  @Override
  public StartOrder order() {
    return StartOrder.GRID;
  }

  @Override
  public String part() {
    return "grid";
  }

  @Override
  public String start() {
    if (hazelcast == null) {
      hazelcast = lookup();
    }
    configure(KEYS, sessionExpiry);
    configure(MIDS, sessionExpiry);
    configure(NODES, FORGET_NODE);
    configure(ONLINE, FORGET_NODE);
    // Each ban says itself how long it lasts.
    configure(BANS, Duration.ZERO);
    makeMaps();
    int members = hazelcast.getCluster().getMembers().size();
    return "member "
        + hazelcast.getCluster().getLocalMember().getAddress()
        + ", "
        + members
        + (members == 1 ? " member" : " members")
        + " in all";
  }

  private static HazelcastInstance lookup() {
    try {
      return InitialContext.doLookup(JNDI_NAME);
    } catch (NamingException e) {
      throw new IllegalStateException(
          "the server has no grid under the name "
              + JNDI_NAME
              + "; switch it on (asadmin set-hazelcast-configuration --enabled=true --dynamic=true)",
          e);
    }
  }

  private void configure(String map, Duration expiry) {
    MapConfig config = new MapConfig(map);
    config.setTimeToLiveSeconds(
        expiry.isZero()
            ? MapConfig.DEFAULT_TTL_SECONDS
            : Math.toIntExact(Math.max(1, expiry.toSeconds())));
    // Compare-and-set compares bytes, and bytes are all we read.
    config.setInMemoryFormat(InMemoryFormat.BINARY);
    config.setBackupCount(1);
    config.setStatisticsEnabled(false);
    try {
      hazelcast.getConfig().addMapConfig(config);
    } catch (InvalidConfigurationException e) {
      throw new IllegalStateException(
          "the grid already keeps "
              + map
              + " with another expiry; set goim.logic.session-expiry alike on every node, and restart"
              + " the servers to change it",
          e);
    }
  }

  /**
   * Makes the maps on a thread that runs in no application. When Payara sees an application make one, it
   * enters that application's context for each operation on it, on every node: 23 KB of garbage a
   * change of a key or user, most of what a login cost. Our maps hold bytes and need no application.
   */
  private void makeMaps() {
    Runnable work = () -> List.of(KEYS, MIDS, NODES, ONLINE, BANS).forEach(hazelcast::getMap);
    try {
      CompletableFuture.runAsync(work, task -> new Thread(task, "goim-grid").start()).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the grid cannot make its maps: " + e.getCause(), e);
    }
  }

  @Override
  public void stop() {
    // The grid is the server's and outlives us.
  }

  HazelcastInstance hazelcast() {
    HazelcastInstance started = hazelcast;
    if (started == null) {
      throw new IllegalStateException("the grid is used before it was started");
    }
    return started;
  }

  <K> IMap<K, byte[]> map(String name) {
    return hazelcast().getMap(name);
  }
}

package io.goim.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All settings, feature by feature. */
final class Catalogue {

  /**
   * @param title heading on the reference page
   * @param settings in reading order
   */
  record Section(String title, List<Setting<?>> settings) {}

  /** A setting of goim that has no key here. */
  record WithoutKey(String goimName, String reason) {}

  static final List<Section> SECTIONS =
      List.of(
          new Section("The node", NodeCatalogue.ALL),
          new Section("Clients", CometCatalogue.ALL),
          new Section("Limits", LimitCatalogue.ALL),
          new Section("Behind a proxy", ProxyCatalogue.ALL),
          new Section("Who gets in", AuthCatalogue.ALL),
          new Section("Who may call the HTTP API", ApiCatalogue.ALL),
          new Section("HTTP API and sessions", LogicCatalogue.ALL),
          new Section("Regions", RegionCatalogue.ALL),
          new Section("The queue", QueueCatalogue.ALL),
          new Section("Kafka as the queue", KafkaCatalogue.ALL),
          new Section("An Artemis broker of your own as the queue", ArtemisCatalogue.ALL),
          new Section("Drain", DrainCatalogue.ALL),
          new Section("The cluster", ClusterCatalogue.ALL));

  static final List<WithoutKey> WITHOUT_KEY =
      List.of(
          new WithoutKey(
              "protocol.cliProto (5 pending replies)",
              "Replies are written in request order as requests come; there is no ring to fill."),
          new WithoutKey(
              "protocol.timer, protocol.timerSize, tcp.reader, tcp.writer and their sizes",
              "Pools of goim's own readers, writers and timers; event loops have none."),
          new WithoutKey(
              "bucket.channel, bucket.room, bucket.routineAmount, bucket.routineSize",
              "First sizes of goim's maps and its push goroutines; a bucket is one thread."),
          new WithoutKey(
              "room.batch (20), room.signal (1 s)",
              "A push to an idle room leaves at once; pushes that wait together leave together, and"
                  + " `goim.comet.hold` lets more of them wait."),
          new WithoutKey("room.idle (15 min)", "A room without members takes no memory."),
          new WithoutKey(
              "whitelist.WhiteLog", "Traced users are logged in the node's log, as everything."),
          new WithoutKey(
              "rpcServer, rpcClient, discovery",
              "Nodes of one kind find and call each other through Payara's data grid."),
          new WithoutKey(
              "redis", "Sessions lie in the data grid; their expiry is goim.logic.session-expiry."),
          new WithoutKey(
              "online numbers forgotten after 5 min",
              "The numbers of a node that left are forgotten when it leaves."),
          new WithoutKey(
              "httpServer.network, readTimeout, writeTimeout",
              "Settings of Payara's HTTP listener."));

  /**
   * Environment variables that begin like ours and are read elsewhere: by {@code server-config/run}.
   */
  static final Set<String> OTHER_VARIABLES = Set.of("GOIM_JAVA_OPTS");

  private Catalogue() {}

  static Stream<Setting<?>> settings() {
    return SECTIONS.stream().flatMap(section -> section.settings().stream());
  }
}

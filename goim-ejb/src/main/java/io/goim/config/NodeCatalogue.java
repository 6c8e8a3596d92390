package io.goim.config;

import static io.goim.config.SettingTypes.bool;
import static io.goim.config.SettingTypes.choices;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.oneOf;
import static io.goim.config.SettingTypes.path;
import static io.goim.config.SettingTypes.text;
import static io.goim.config.SettingTypes.texts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Settings of {@link NodeSettings}. */
final class NodeCatalogue {
  static final Setting<Path> CONFIG_FILE =
      Setting.computed("goim.config.file", new SettingsFileType(), "none")
          .says(
              "File of settings, in the form of Java properties, UTF-8. Read from a system property"
                  + " or the environment only; `--config` sets it.");

  static final Setting<String> HOST =
      Setting.computed(
              "goim.node.host",
              text("a name without blanks"),
              "the machine's name, with `-N` appended when `goim.port-offset` is N > 0")
          .goim("env.host")
          .says("Name of the node. No two nodes of a cluster may share one.");

  static final Setting<String> REGION =
      Setting.computed("goim.node.region", text("any text"), "empty")
          .goim("env.region")
          .variable("REGION")
          .says("Region that the node serves; `/goim/nodes/weighted` prefers it for its clients.");

  static final Setting<String> ZONE =
      Setting.computed("goim.node.zone", text("any text"), "empty")
          .goim("env.zone")
          .variable("ZONE")
          .says("Zone within the region; told, not used.");

  static final Setting<String> ENVIRONMENT =
      Setting.computed("goim.node.env", text("any text"), "empty")
          .goim("env.deployEnv")
          .variable("DEPLOY_ENV")
          .says("Deployment environment, such as `prod`; told, not used.");

  static final Setting<Integer> WEIGHT =
      Setting.of("goim.node.weight", integer(0, 1_000_000), "10")
          .goim("env.weight")
          .variable("WEIGHT")
          .says(
              "Share of new clients that the node gets, relative to the weights of the others. goim"
                  + " has 0, which keeps clients away until someone sets it.");

  static final Setting<List<String>> ADDRESSES =
      Setting.computed("goim.node.addrs", texts("host names or addresses"), "empty")
          .goim("env.addrs")
          .variable("ADDRS")
          .says("Addresses at which clients reach the node; `/goim/nodes/weighted` tells them.");

  static final Setting<Boolean> OFFLINE =
      Setting.of("goim.node.offline", bool(), "false")
          .goim("env.offline")
          .variable("OFFLINE")
          .says("Whether `/goim/nodes/weighted` leaves the node out; its clients stay connected.");

  static final Setting<Boolean> DEBUG =
      Setting.of("goim.debug", bool(), "false")
          .goim("debug")
          .variable("DEBUG")
          .says("Whether the life of every connection is logged (level FINE of `io.goim`).");

  static final Setting<String> LOG_FORMAT =
      Setting.of("goim.log.format", oneOf("text", "json"), "text")
          .says(
              "Form of the node's log files: lines for people, or one JSON object a line for those who"
                  + " collect logs. Only `server-config/run` looks at it; Payara Server has a setting of"
                  + " its own.");

  static final Setting<Set<Role>> ROLES =
      Setting.of("goim.roles", choices(Role.class), "comet,logic,job")
          .says(
              "What the node does: hold connections, serve the HTTP API, take pushes off the queue.");

  static final Setting<String> BIND =
      Setting.of("goim.bind", text("an address or name of this machine"), "127.0.0.1")
          .says(
              "Address that every port listens on; `0.0.0.0` is all. The default lets nobody in from"
                  + " outside until someone decides so.");

  static final Setting<Integer> PORT_OFFSET =
      Setting.of("goim.port-offset", integer(0, 58_000), "0")
          .says(
              "Added to every port the node listens on, so that several share a machine. Beyond the"
                  + " limit the port of the data grid, 6900, would leave the range.");

  static final Setting<Path> DATA =
      Setting.computed(
              "goim.data",
              path("a folder"),
              "`server-config/data/node-N` with `server-config/run`, a folder `goim` in the server's"
                  + " own folder elsewhere")
          .says("Where the queue's journal lies. Two nodes cannot share it.");

  static final List<Setting<?>> ALL =
      List.of(
          CONFIG_FILE,
          HOST,
          REGION,
          ZONE,
          ENVIRONMENT,
          WEIGHT,
          ADDRESSES,
          OFFLINE,
          DEBUG,
          LOG_FORMAT,
          ROLES,
          BIND,
          PORT_OFFSET,
          DATA);

  private NodeCatalogue() {}

  static NodeSettings read(SettingReader reader) {
    // Needed before the application is there; here they are checked only.
    reader.get(CONFIG_FILE, () -> null);
    reader.get(LOG_FORMAT);
    int offset = reader.get(PORT_OFFSET);
    return new NodeSettings(
        reader.get(HOST, () -> hostName(offset)),
        reader.get(REGION, () -> ""),
        reader.get(ZONE, () -> ""),
        reader.get(ENVIRONMENT, () -> ""),
        reader.get(WEIGHT),
        reader.get(ADDRESSES, List::of),
        reader.get(OFFLINE),
        reader.get(ROLES),
        reader.get(BIND),
        offset,
        reader.get(DATA, NodeCatalogue::serverFolder));
  }

  private static String hostName(int offset) {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine whose own name does not resolve; the name is all we need.
      name = System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
    return offset > 0 ? name + "-" + offset : name;
  }

  /** Payara Server's domain folder; the working folder where there is none, as in tests. */
  private static Path serverFolder() {
    String root = System.getProperty("com.sun.aas.instanceRoot");
    return (root == null ? Path.of("goim-data") : Path.of(root, "goim")).toAbsolutePath();
  }
}

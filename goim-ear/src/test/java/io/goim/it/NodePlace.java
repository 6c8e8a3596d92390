package io.goim.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where and with how much a node runs. Immutable.
 *
 * @param host address the test reaches it at
 * @param command words before the script's name, such as those that enter a network namespace
 * @param options for the script, before the node's own
 * @param environment variables besides the test's own
 */
public record NodePlace(
    String host, List<String> command, List<String> options, Map<String, String> environment) {

  /** As a user starts a node on this machine. */
  static final NodePlace LOOPBACK = new NodePlace("127.0.0.1", List.of(), List.of(), Map.of());

  /** Several nodes, a broker and the test share a small machine. */
  public static final NodePlace SMALL =
      new NodePlace(
          LOOPBACK.host(),
          List.of(),
          List.of(),
          Map.of(
              "GOIM_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC"));

  /** The same in a network namespace, at an address of its own. */
  public NodePlace inNamespace(String namespace, String address) {
    return new NodePlace(
        address,
        List.of("ip", "netns", "exec", namespace),
        // The namespace is the fence.
        List.of(
            "--bind",
            address,
            "--set",
            "goim.api.auth=none",
            "--set",
            "goim.cluster.secret=a secret of the nodes that are cut off"),
        environment);
  }

  /** The same with one more option of the script. */
  public NodePlace with(String option, String value) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    more.add(value);
    return new NodePlace(host, command, List.copyOf(more), environment);
  }
}

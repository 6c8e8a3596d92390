package io.goim.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The few settings that are needed before the application can read them itself, looked up where the
 * application will look: command line, system properties, environment, file, default.
 *
 * <p>A value that is no number counts as the default here. The application refuses it at deployment,
 * together with everything else that is wrong.
 *
 * @param bind address that every port listens on
 * @param offset added to every port
 * @param httpPort offset included, as all ports
 * @param tcpPort 0 when off
 * @param websocketPort 0 when off
 * @param websocketTlsPort 0 when off
 * @param gridPort port of Payara's data grid
 * @param data the node's data folder
 * @param roles in lower case
 * @param fences what keeps strangers out
 * @param name of the node, as the application will find it
 * @param jsonLog whether each record of the log is a JSON object
 */
record NodeSetup(
    String bind,
    int offset,
    int httpPort,
    int tcpPort,
    int websocketPort,
    int websocketTlsPort,
    int gridPort,
    Path data,
    Set<String> roles,
    Fences fences,
    String name,
    boolean jsonLog) {

  private static final int GRID_PORT = 6900;
  private static final int HIGHEST_PORT = 65_535;

  /** Leaves room for every port of the node. */
  private static final int HIGHEST_OFFSET = 58_000;

  static NodeSetup read(CommandLine line, Map<String, String> environment) throws StartFailure {
    Lookup lookup = new Lookup(line.settings(), environment, file(line, environment));
    int offset = lookup.number("goim.port-offset", 0);
    offset = offset < 0 || offset > HIGHEST_OFFSET ? 0 : offset;
    Set<String> roles = roles(lookup.text("goim.roles", "comet,logic,job"));
    boolean comet = roles.contains("comet");
    boolean tls = !lookup.text("goim.comet.certificates", "").isEmpty();
    Path data =
        line.defaultData() != null ? line.defaultData() : Path.of("goim-data").toAbsolutePath();
    return new NodeSetup(
        lookup.text("goim.bind", "127.0.0.1"),
        offset,
        own(line, "--port", lookup.port("goim.http.port", 3111, offset)),
        comet ? lookup.port("goim.comet.tcp.port", 3101, offset) : 0,
        comet ? lookup.port("goim.comet.websocket.port", 3102, offset) : 0,
        comet && tls ? lookup.port("goim.comet.websocket.tls-port", 3103, offset) : 0,
        own(line, "--startport", GRID_PORT + offset),
        Path.of(lookup.text("goim.data", data.toString())).toAbsolutePath().normalize(),
        roles,
        fences(lookup),
        lookup.text("goim.node.host", machine(offset)),
        lookup.text("goim.log.format", "text").equals("json"));
  }

  private static String machine(int offset) {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = System.getenv().getOrDefault("HOSTNAME", "localhost");
    }
    return offset > 0 ? name + "-" + offset : name;
  }

  private static Fences fences(Lookup lookup) {
    return new Fences(
        lookup.text("goim.cluster.secret", ""),
        !lookup.text("goim.api.auth", "").isEmpty() || !lookup.text("goim.api.keys", "").isEmpty());
  }

  private static Set<String> roles(String list) {
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The address for a person on this machine to type: a wildcard cannot be connected to. */
  String reachable() {
    return switch (bind) {
      case "0.0.0.0", "::", "0:0:0:0:0:0:0:0" -> "127.0.0.1";
      default -> bind.contains(":") ? "[" + bind + "]" : bind;
    };
  }

  /** Whether every interface of the machine is listened on. */
  boolean wildcard() {
    return bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("0:0:0:0:0:0:0:0");
  }

  private static int own(CommandLine line, String option, int otherwise) {
    String given = line.microValue(option);
    return given == null ? otherwise : Lookup.parsed(given, otherwise);
  }

  private static Properties file(CommandLine line, Map<String, String> environment)
      throws StartFailure {
    Properties properties = new Properties();
    String named =
        System.getProperty("goim.config.file", environment.getOrDefault("GOIM_CONFIG_FILE", ""));
    Path file = line.configFile();
    if (file == null && !named.isBlank()) {
      file = Path.of(named);
    }
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new StartFailure(
            "the settings file " + file + " cannot be read (" + e + "); name another with --config",
            StartFailure.USAGE);
      }
    }
    return properties;
  }

  private record Lookup(
      Map<String, String> commandLine, Map<String, String> environment, Properties file) {

    String text(String key, String otherwise) {
      String variable = key.replaceAll("[.-]", "_");
      for (String value :
          new String[] {
            commandLine.get(key),
            System.getProperty(key),
            environment.get(variable.toUpperCase(Locale.ROOT)),
            environment.get(variable),
            file.getProperty(key)
          }) {
        if (value != null && !value.isBlank()) {
          return value.strip();
        }
      }
      return otherwise;
    }

    int number(String key, int otherwise) {
      return parsed(text(key, ""), otherwise);
    }

    /** A port with the offset, 0 when it is off or no port. */
    int port(String key, int otherwise, int offset) {
      int port = number(key, otherwise);
      boolean possible = port > 0 && port + offset <= HIGHEST_PORT && port + offset > 0;
      return possible ? port + offset : 0;
    }

    static int parsed(String text, int otherwise) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        return otherwise;
      }
    }
  }
}

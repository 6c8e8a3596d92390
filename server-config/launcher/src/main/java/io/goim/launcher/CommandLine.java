package io.goim.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words after the main class: options of the launcher, and everything else for Payara Micro.
 *
 * @param settings {@code goim.*} keys set here, by {@code --set} or an option that stands for a key
 * @param configFile file of settings, null for none
 * @param defaultData data folder when {@code goim.data} is set nowhere, null for {@code goim-data}
 * @param join grid addresses of other nodes, empty for none
 * @param archives to deploy, in order
 * @param control whether commands come on standard input
 * @param micro options for Payara Micro
 */
record CommandLine(
    Map<String, String> settings,
    Path configFile,
    Path defaultData,
    String join,
    List<Path> archives,
    boolean control,
    List<String> micro) {

  static CommandLine parse(String... words) throws StartFailure {
    Map<String, String> settings = new LinkedHashMap<>();
    List<Path> archives = new ArrayList<>();
    List<String> micro = new ArrayList<>();
    Path configFile = null;
    Path defaultData = null;
    String join = "";
    boolean control = false;
    Iterator<String> rest = List.of(words).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word.toLowerCase(Locale.ROOT)) {
        case "--set" -> set(settings, value(word, rest));
        case "--offset" -> settings.put("goim.port-offset", value(word, rest));
        case "--bind" -> settings.put("goim.bind", value(word, rest));
        case "--data" -> settings.put("goim.data", absolute(value(word, rest)).toString());
        case "--default-data" -> defaultData = absolute(value(word, rest));
        case "--config" -> configFile = absolute(value(word, rest));
        case "--join" -> join = value(word, rest);
        case "--kafka" -> {
          settings.put("goim.queue", "kafka");
          settings.put("goim.kafka.brokers", value(word, rest));
        }
        case "--deploy" -> archives.add(archive(value(word, rest)));
        case "--control" -> control = true;
        default -> micro.add(word);
      }
    }
    return new CommandLine(settings, configFile, defaultData, join, archives, control, micro);
  }

  /** The value given to an option of Payara Micro's own, such as {@code --port}; null without. */
  String microValue(String option) {
    for (int i = 0; i + 1 < micro.size(); i++) {
      if (micro.get(i).equalsIgnoreCase(option)) {
        return micro.get(i + 1);
      }
    }
    return null;
  }

  private static void set(Map<String, String> settings, String assignment) throws StartFailure {
    int equals = assignment.indexOf('=');
    if (equals < 0 || !assignment.startsWith("goim.")) {
      throw usage("--set " + assignment + " is not a goim setting; write --set goim.key=value");
    }
    settings.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
  }

  private static String value(String option, Iterator<String> rest) throws StartFailure {
    if (!rest.hasNext()) {
      throw usage(option + " needs a value");
    }
    return rest.next();
  }

  private static Path archive(String name) throws StartFailure {
    Path archive = absolute(name);
    if (!Files.isReadable(archive)) {
      throw usage("--deploy " + name + ": there is no such file that can be read");
    }
    return archive;
  }

  private static Path absolute(String name) {
    return Path.of(name).toAbsolutePath().normalize();
  }

  private static StartFailure usage(String sentence) {
    return new StartFailure(sentence, StartFailure.USAGE);
  }
}

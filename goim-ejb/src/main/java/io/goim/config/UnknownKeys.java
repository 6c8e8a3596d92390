package io.goim.config;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Finds keys that nobody reads: almost always a typing error. */
final class UnknownKeys {
  private static final String PREFIX = "goim.";
  private static final String VARIABLE_PREFIX = "GOIM_";

  private UnknownKeys() {}

  static void report(Config config, SettingReader reader) {
    List<String> keys = Catalogue.settings().map(Setting::key).toList();
    List<String> variables = keys.stream().map(Setting::environmentName).toList();
    for (String name : new TreeSet<>(names(config))) {
      if (name.startsWith(PREFIX) && !keys.contains(name)) {
        reader.problem(sentence(name, config, keys));
      }
      boolean ours = variables.contains(name) || Catalogue.OTHER_VARIABLES.contains(name);
      if (name.startsWith(VARIABLE_PREFIX) && !ours) {
        reader.problem(sentence(name, config, variables));
      }
    }
  }

  private static List<String> names(Config config) {
    return Stream.of(config.getPropertyNames())
        .flatMap(names -> java.util.stream.StreamSupport.stream(names.spliterator(), false))
        .toList();
  }

  private static String sentence(String name, Config config, List<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(key -> distance(name, key))).orElseThrow();
    String advice =
        distance(name, nearest) <= Math.max(3, name.length() / 3)
            ? "did you mean " + nearest + "?"
            : "docs/CONFIGURATION.md lists all";
    return name
        + " ("
        + config.getConfigValue(name).getSourceName()
        + "): there is no such setting; "
        + advice;
  }

  /** How many letters must be changed, added or removed to make one word of the other. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

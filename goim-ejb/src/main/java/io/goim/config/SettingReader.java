package io.goim.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Reads settings and collects everything that is wrong with them. A refused value counts as its
 * default, so that reading goes on and finds the next. NOT thread safe.
 */
final class SettingReader {
  private static final Logger LOG = Logger.getLogger(SettingReader.class.getName());

  private final Config config;
  private final Map<String, String> environment;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Map<Setting<?>, String> given = new LinkedHashMap<>();

  /**
   * @param config where the keys are looked up
   * @param environment where goim's own variables are looked up
   */
  SettingReader(Config config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** The value, or the default that the catalogue writes down. */
  <T> T get(Setting<T> setting) {
    return get(setting, () -> defaultOf(setting));
  }

  /** The value, or a default that is worked out. */
  <T> T get(Setting<T> setting, Supplier<T> otherwise) {
    ConfigValue found = config.getConfigValue(setting.key());
    String text = found.getValue() == null ? "" : found.getValue().strip();
    if (text.isEmpty()) {
      return fallback(setting, otherwise);
    }
    try {
      return accept(setting, text);
    } catch (RefusedValueException e) {
      problem(setting, text + " (" + found.getSourceName() + ")", e.getMessage() + advice(setting));
      return otherwise.get();
    }
  }

  /** Whether somebody has given a value, right or wrong. */
  boolean isSet(Setting<?> setting) {
    String text = config.getConfigValue(setting.key()).getValue();
    return text != null && !text.isBlank();
  }

  /** Adds something wrong between settings. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Adds something wrong with one setting. */
  void problem(Setting<?> setting, String value, String sentence) {
    problems.add(setting.key() + " = " + (setting.secret() ? "…" : value) + ": " + sentence);
  }

  /** Settings that differ from their defaults, as they were written. */
  Map<Setting<?>, String> given() {
    return given;
  }

  /**
   * Refuses everything at once.
   *
   * @throws ConfigurationException when anything was wrong
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
  }

  /** goim passes over a variable of its own that it cannot read; so do we, but we say so. */
  private <T> T fallback(Setting<T> setting, Supplier<T> otherwise) {
    String text = environment.getOrDefault(setting.variable(), "").strip();
    if (text.isEmpty()) {
      return otherwise.get();
    }
    try {
      return accept(setting, text);
    } catch (RefusedValueException e) {
      LOG.log(
          Level.WARNING,
          "Environment variable {0}={1} is passed over: it {2}. Set {3} instead",
          new Object[] {setting.variable(), text, e.getMessage(), setting.key()});
      return otherwise.get();
    }
  }

  private <T> T accept(Setting<T> setting, String text) throws RefusedValueException {
    T value = setting.type().parse(text);
    if (!text.equals(setting.defaultText())) {
      given.put(setting, text);
    }
    return value;
  }

  private static String advice(Setting<?> setting) {
    return setting.defaultText().isEmpty()
        ? ""
        : "; the default is " + setting.key() + "=" + setting.defaultText();
  }

  private static <T> T defaultOf(Setting<T> setting) {
    try {
      return setting.type().parse(setting.defaultText());
    } catch (RefusedValueException e) {
      throw new IllegalStateException(setting.key() + " has a default that it refuses", e);
    }
  }
}

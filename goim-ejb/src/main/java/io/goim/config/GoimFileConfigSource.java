package io.goim.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings file as a source of MicroProfile Config: the file that the system property {@code
 * goim.config.file} or the environment variable {@code GOIM_CONFIG_FILE} names. Weaker than system
 * properties (400) and the environment (300), stronger than files inside archives (100).
 *
 * <p>A file that cannot be read is an empty source here; {@link NodeCatalogue#CONFIG_FILE} reports it
 * together with all other problems.
 */
public final class GoimFileConfigSource implements ConfigSource {
  private static final int ORDINAL = 200;

  private final String name;
  private final Map<String, String> values;

  /** Reads the file once. */
  public GoimFileConfigSource() {
    this(fileName());
  }

  GoimFileConfigSource(String file) {
    this.name = file.isEmpty() ? "no settings file" : file;
    this.values = file.isEmpty() ? Map.of() : loadOrNothing(file);
  }

  /**
   * @throws IllegalArgumentException when an escape in the file or the path is malformed
   */
  static Map<String, String> load(String file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public Map<String, String> getProperties() {
    return values;
  }

  @Override
  public String getValue(String key) {
    return values.get(key);
  }

  private static Map<String, String> loadOrNothing(String file) {
    try {
      return load(file);
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  private static String fileName() {
    String property = System.getProperty("goim.config.file");
    return property != null ? property : System.getenv().getOrDefault("GOIM_CONFIG_FILE", "");
  }
}

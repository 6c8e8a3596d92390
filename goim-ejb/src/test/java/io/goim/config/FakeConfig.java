package io.goim.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** Looks keys up in sources as MicroProfile Config does: the highest ordinal that has the key. */
final class FakeConfig implements Config {
  private final List<ConfigSource> sources = new ArrayList<>();

  static FakeConfig of(Map<String, String> properties) {
    return new FakeConfig().with(new Source("test", 400, properties));
  }

  FakeConfig with(ConfigSource source) {
    sources.add(source);
    sources.sort(Comparator.comparingInt(ConfigSource::getOrdinal).reversed());
    return this;
  }

  /** A source with the environment's rule: dots and dashes are underscores, upper case. */
  FakeConfig withEnvironment(Map<String, String> variables) {
    return with(
        new Source("environment", 300, variables) {
          @Override
          public String getValue(String key) {
            return variables.getOrDefault(key, variables.get(Setting.environmentName(key)));
          }
        });
  }

  @Override
  public ConfigValue getConfigValue(String key) {
    for (ConfigSource source : sources) {
      if (source.getValue(key) != null) {
        return new Value(key, source.getValue(key), source.getName(), source.getOrdinal());
      }
    }
    return new Value(key, null, null, 0);
  }

  @Override
  public Iterable<String> getPropertyNames() {
    Set<String> names = new TreeSet<>();
    sources.forEach(source -> names.addAll(source.getPropertyNames()));
    return names;
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return sources;
  }

  @Override
  public <T> T getValue(String key, Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> getOptionalValue(String key, Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  static class Source implements ConfigSource {
    private final String name;
    private final int ordinal;
    private final Map<String, String> properties;

    Source(String name, int ordinal, Map<String, String> properties) {
      this.name = name;
      this.ordinal = ordinal;
      this.properties = properties;
    }

    @Override
    public Set<String> getPropertyNames() {
      return properties.keySet();
    }

    @Override
    public String getValue(String key) {
      return properties.get(key);
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getOrdinal() {
      return ordinal;
    }
  }

  private record Value(String name, String value, String sourceName, int sourceOrdinal)
      implements ConfigValue {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getValue() {
      return value;
    }

    @Override
    public String getRawValue() {
      return value;
    }

    @Override
    public String getSourceName() {
      return sourceName;
    }

    @Override
    public int getSourceOrdinal() {
      return sourceOrdinal;
    }
  }
}

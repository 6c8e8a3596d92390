package io.goim.config;

import java.io.IOException;
import java.nio.file.Path;

/** The path of a settings file that can be read. */
final class SettingsFileType implements SettingType<Path> {
  @Override
  public String name() {
    return "path";
  }

  @Override
  public String range() {
    return "a properties file that can be read";
  }

  @Override
  public Path parse(String text) throws RefusedValueException {
    try {
      GoimFileConfigSource.load(text);
      return Path.of(text).toAbsolutePath();
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedValueException("must be " + range() + " (" + e + ")");
    }
  }
}

package io.goim.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this software, from the description that Maven puts into the archive. */
final class SoftwareVersion {

  private static final String DESCRIPTION = "/META-INF/maven/io.goim/goim-ejb/pom.properties";
  private static final String UNKNOWN = "unknown";

  private SoftwareVersion() {}

  static String read() {
    try (InputStream in = SoftwareVersion.class.getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        return UNKNOWN;
      }
      Properties description = new Properties();
      description.load(in);
      return description.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}

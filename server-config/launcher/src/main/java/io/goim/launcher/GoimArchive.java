package io.goim.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Knows goim's own EAR among the archives that can be deployed. */
final class GoimArchive {
  private static final String CONNECTOR = "goim-tcp-connector.rar";

  private GoimArchive() {}

  /** Whether the file is an archive with goim's connector in it. */
  static boolean is(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(CONNECTOR) != null;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.goim.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The keys of callers as the file has them now. Thread safe; {@link #check()} is called by one thread.
 *
 * <p>Its bytes are compared, not its time: two changes within one tick of the file system's clock are
 * two changes, and a file that is swapped under a link, as containers do it, is seen.
 */
final class ApiKeyFile {

  private static final Logger LOG = Logger.getLogger(ApiKeyFile.class.getName());

  /** Bytes; a thousand keys with long lists of rooms. */
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private volatile Map<String, ApiKey> keys = Map.of();
  private byte[] seen;
  private boolean missing;

  ApiKeyFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalStateException when anything in it is wrong, or when there is no key; the message
   *     names the line
   */
  void load() {
    byte[] bytes;
    try {
      bytes = read();
    } catch (IOException e) {
      throw new IllegalStateException("goim.api.keys = " + file + " cannot be read: " + e, e);
    }
    List<String> problems = new ArrayList<>();
    Map<String, ApiKey> found = parse(bytes, problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "goim.api.keys = " + file + ": " + String.join("; ", problems));
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "goim.api.keys = "
              + file
              + " holds no key; server-config/run --new-api-key NAME makes one");
    }
    seen = bytes;
    keys = found;
  }

  /** Looks whether it has changed. Lines that cannot be read count as gone. */
  void check() {
    byte[] bytes;
    try {
      bytes = read();
    } catch (IOException e) {
      // Some editors take a file away for a moment before they put the new one there.
      if (missing && !keys.isEmpty()) {
        keys = Map.of();
        seen = null;
        LOG.log(Level.WARNING, "No caller is let in by key: {0} cannot be read ({1})", names(e));
      }
      missing = true;
      return;
    }
    missing = false;
    if (Arrays.equals(bytes, seen)) {
      return;
    }
    List<String> problems = new ArrayList<>();
    keys = parse(bytes, problems);
    seen = bytes;
    LOG.log(Level.INFO, "{0} has changed: {1} keys", new Object[] {file, keys.size()});
    for (String problem : problems) {
      LOG.log(Level.WARNING, "{0}, {1}", new Object[] {file, problem});
    }
  }

  private Object[] names(IOException e) {
    return new Object[] {file, e.toString()};
  }

  /** The key with a name, or null. */
  ApiKey find(String name) {
    return keys.get(name);
  }

  int size() {
    return keys.size();
  }

  private byte[] read() throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("it has more than " + LONGEST + " bytes");
      }
      return bytes;
    }
  }

  private static Map<String, ApiKey> parse(byte[] bytes, List<String> problems) {
    Map<String, ApiKey> found = new HashMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      try {
        ApiKey key = ApiKey.parse(line);
        if (found.putIfAbsent(key.name(), key) != null) {
          problems.add("line " + number + ": there is another key of the name " + key.name());
        }
      } catch (IllegalArgumentException e) {
        problems.add("line " + number + ": " + e.getMessage());
      }
    }
    return Map.copyOf(found);
  }
}

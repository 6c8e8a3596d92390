package io.goim.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.config.NodeSettings;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What administrators did to this node, one line of JSON a call, in {@code log/audit.log} of the data
 * folder. Thread safe. Bounded: a file that is full becomes {@code audit.log.1}, and the oldest goes.
 */
@NodeBean
public class AuditLog {

  private static final Logger LOG = Logger.getLogger(AuditLog.class.getName());

  /** Some 40,000 calls a file. */
  private static final long FULL = 10L << 20;

  private static final int OLDER = 9;

  private final Path file;
  private final long full;

  @Inject
  public AuditLog(NodeSettings node) {
    this(node.dataDirectory().resolve("log").resolve("audit.log"), FULL);
  }

  /**
   * @param full bytes from which on a new file is begun
   */
  AuditLog(Path file, long full) {
    this.file = file;
    this.full = full;
  }

  /** Writes a record. When it cannot, the server's log gets it: it must be somewhere. */
  public synchronized void write(AuditRecord call) {
    String line = call.line();
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.size(file) >= full) {
        turnOver();
      }
      Files.writeString(
          file, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.SEVERE,
          "The audit log {0} cannot be written ({1}): {2}",
          new Object[] {file, e.toString(), line});
    }
  }

  private void turnOver() throws IOException {
    for (int i = OLDER; i > 0; i--) {
      Path older = i == 1 ? file : numbered(i - 1);
      try {
        Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      } catch (NoSuchFileException e) {
        // There are not so many yet.
      }
    }
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }
}

package io.goim.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Everything that a node writes.
 *
 * <pre>
 * data/lock           held while the node runs; its text is the process id
 * data/log/           log files, kept
 * data/run/PID/       the server's own folder, made at start, removed at stop
 * data/tmp/           temporary files, emptied at start and stop
 * </pre>
 *
 * The application keeps its own folders (the queue's journal) beside these.
 */
final class DataFolder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());

  private final Path folder;
  private final FileChannel lock;
  private final Path root;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.root = folder.resolve("run").resolve(Long.toString(ProcessHandle.current().pid()));
  }

  /** Takes the folder for this process; what dead processes left behind is removed. */
  static DataFolder open(Path folder) throws StartFailure {
    try {
      refuseForeign(folder);
      Files.createDirectories(folder.resolve("log"));
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String owner = text(channel);
        channel.close();
        throw new StartFailure(
            "the data folder "
                + folder
                + " belongs to a node that runs (process "
                + owner
                + "); stop that node, or choose another folder with --data DIR");
      }
      DataFolder data = new DataFolder(folder, channel);
      write(channel, Long.toString(ProcessHandle.current().pid()));
      data.removeTraces();
      Files.createDirectories(folder.resolve("tmp"));
      return data;
    } catch (IOException e) {
      throw new StartFailure(
          "the data folder "
              + folder
              + " cannot be used ("
              + e
              + "); choose another with --data DIR");
    }
  }

  Path log() {
    return folder.resolve("log");
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  /** A copy of a server folder for this start, without the jars, which are shared. */
  Path freshRoot(Path template) throws IOException {
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = template.relativize(file);
        if (!relative.startsWith("runtime") && !relative.toString().endsWith("launch-micro.jar")) {
          Path copy = root.resolve(relative.toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(file, copy);
          }
        }
      }
    }
    return root;
  }

  /** Removes the server folder and gives the data folder to the next. */
  @Override
  public void close() {
    try (lock) {
      removeTraces();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Files of this start could not be removed from " + folder, e);
    }
  }

  private void removeTraces() throws IOException {
    remove(folder.resolve("run"));
    remove(folder.resolve("tmp"));
  }

  /** {@code run} and {@code tmp} are emptied: they must not be someone else's. */
  private static void refuseForeign(Path folder) throws IOException, StartFailure {
    if (Files.exists(folder.resolve("lock"))) {
      return;
    }
    for (String name : List.of("run", "tmp")) {
      Path emptied = folder.resolve(name);
      if (Files.exists(emptied) && !isEmptyFolder(emptied)) {
        throw new StartFailure(
            "the data folder "
                + folder
                + " holds "
                + name
                + ", which is not a node's and would be emptied; choose another with --data DIR");
      }
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static void remove(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

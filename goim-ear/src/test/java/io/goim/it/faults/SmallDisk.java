package io.goim.it.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that is soon full: memory, mounted at a folder. NOT thread safe. */
final class SmallDisk implements Closeable {

  /** Room for a node, its journal and the reserve below which its broker refuses. */
  private static final int MEGABYTES = 400;

  private static final byte[] MEGABYTE = new byte[1 << 20];

  private final Path path;

  private SmallDisk(Path path) {
    this.path = path;
  }

  static boolean isPossible() throws IOException {
    Path folder = Files.createTempDirectory("goim-disk-");
    try {
      return Command.succeeds("mount -t tmpfs -o size=1m none " + folder)
          && Command.succeeds("umount " + folder);
    } finally {
      Files.delete(folder);
    }
  }

  static SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    Command.run("mount -t tmpfs -o size=" + MEGABYTES + "m none " + folder);
    return new SmallDisk(folder);
  }

  Path path() {
    return path;
  }

  /** Writes until nothing fits any more. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(MEGABYTE);
      }
    } catch (IOException e) {
      if (path.toFile().getUsableSpace() >= MEGABYTE.length) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() throws IOException {
    Command.run("umount " + path);
  }

  private Path ballast() {
    return path.resolve("ballast");
  }
}

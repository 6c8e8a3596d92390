package io.goim.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A real Payara Server, unpacked into a folder of its own and administered with asadmin. */
final class PayaraServer implements AutoCloseable {

  private static final String DOMAIN = "goim";

  private final Path home;
  private final int portBase;

  private PayaraServer(Path home, int portBase) {
    this.home = home;
    this.portBase = portBase;
  }

  /** Unpacks the distribution and makes a domain whose HTTP port is {@code portBase + 80}. */
  static PayaraServer unpack(Path zip, int portBase) throws IOException {
    Path home = Files.createTempDirectory("goim-payara-");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = home.resolve(entry.getName()).normalize();
        if (!file.startsWith(home)) {
          throw new IOException("an entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
        }
      }
    }
    PayaraServer server = new PayaraServer(home, portBase);
    server.executable().toFile().setExecutable(true);
    server.asadmin(
        "create-domain", "--nopassword=true", "--portbase", Integer.toString(portBase), DOMAIN);
    return server;
  }

  int http() {
    return portBase + 80;
  }

  Path domain() {
    return home.resolve("payara6/glassfish/domains").resolve(DOMAIN);
  }

  /** Prepares the domain with the file that the documents name, on ports of this test. */
  void prepare(int offset) throws IOException {
    String commands =
        Files.readString(Node.PROJECT.resolve("server-config/server/configure.asadmin"))
            .replace("http-listener-1.port=3111", "http-listener-1.port=" + http())
            .replace("goim.bind=0.0.0.0", "goim.bind=127.0.0.1");
    Path file = home.resolve("configure.asadmin");
    Files.writeString(
        file,
        commands
            + "\ncreate-system-properties goim.port-offset=%d\n".formatted(offset)
            + "create-system-properties goim.data=%s\n".formatted(home.resolve("goim-data")));
    asadmin("multimode", "--file", file.toString());
    asadmin("restart-domain", DOMAIN);
  }

  /** Runs one asadmin command against this domain and expects success. */
  String asadmin(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(executable().toString(), "--interactive=false", "--port", "" + (portBase + 48)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output;
    try (InputStream out = process.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", arguments) + ":\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    try {
      asadmin("stop-domain", "--kill=true", DOMAIN);
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path executable() {
    return home.resolve("payara6/bin/asadmin");
  }
}

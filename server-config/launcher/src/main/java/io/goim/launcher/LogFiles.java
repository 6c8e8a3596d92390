package io.goim.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends everything the server says to files that rotate: 5 files of 10 MB at most. */
final class LogFiles {
  private static final String CONFIG_FILE = "java.util.logging.config.file";
  private static final String FILE_HANDLER = "java.util.logging.FileHandler";
  private static final String SIMPLE_FORMATTER = "java.util.logging.SimpleFormatter";

  private LogFiles() {}

  /** Keeps the JDK's own handler from the console until {@link #configure} says where the log is. */
  static void silence() {
    LogManager.getLogManager().reset();
  }

  /** Writes what is still in memory and closes the files; nothing is logged after this. */
  static void close() {
    LogManager.getLogManager().reset();
  }

  /**
   * Configures logging. Payara Micro takes the file over from the system property, so a person's own
   * {@code --logproperties} wins over it.
   *
   * @param folder where the files go
   * @param root the server folder, which holds the generated configuration
   * @param setup says in which form, and whose log it is
   * @return the current log file
   */
  static Path configure(Path folder, Path root, NodeSetup setup) throws IOException {
    Path defaults = root.resolve("config").resolve("logging.properties");
    Properties properties = new Properties();
    try (var in = Files.newInputStream(defaults)) {
      properties.load(in);
    }
    // "%" starts a pattern in the handler's file names.
    String escaped = folder.toString().replace("%", "%%");
    properties.putAll(
        Map.of(
            "handlers",
            FILE_HANDLER,
            FILE_HANDLER + ".pattern",
            escaped + "/goim.%g.log",
            FILE_HANDLER + ".limit",
            "10000000",
            FILE_HANDLER + ".count",
            "5",
            FILE_HANDLER + ".append",
            "true",
            FILE_HANDLER + ".level",
            "ALL",
            FILE_HANDLER + ".encoding",
            "UTF-8",
            FILE_HANDLER + ".formatter",
            setup.jsonLog() ? JsonLines.class.getName() : SIMPLE_FORMATTER,
            SIMPLE_FORMATTER + ".format",
            "%1$tF %1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n"));
    properties.put(JsonLines.NODE, setup.name());
    // It warns that the grid's extension is there twice: one of them is GridFence's, on purpose.
    properties.put("com.hazelcast.instance.impl.HazelcastInstanceFactory.level", "SEVERE");
    Path file = root.resolve("goim-logging.properties");
    try (var out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
      for (Map.Entry<Object, Object> entry : new TreeMap<>(properties).entrySet()) {
        out.write(entry.getKey() + "=" + entry.getValue().toString().replace("\\", "\\\\") + "\n");
      }
    }
    if (System.getProperty(CONFIG_FILE) == null) {
      System.setProperty(CONFIG_FILE, file.toString());
    }
    LogManager.getLogManager().readConfiguration();
    return folder.resolve("goim.0.log");
  }

  /** Lines that a library prints on standard output or error become log records. */
  static void captureConsole() {
    System.setOut(printer("stdout", Level.INFO));
    System.setErr(printer("stderr", Level.WARNING));
  }

  private static PrintStream printer(String name, Level level) {
    return new PrintStream(new Lines(Logger.getLogger(name), level), true, StandardCharsets.UTF_8);
  }

  /** Cuts bytes into lines; a flush without a line end keeps the rest for later. */
  private static final class Lines extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Logger logger;
    private final Level level;

    Lines(Logger logger, Level level) {
      this.logger = logger;
      this.level = level;
    }

    @Override
    public synchronized void write(int b) {
      if (b != '\n') {
        line.write(b);
        return;
      }
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        logger.log(level, "{0}", text);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
      for (int i = offset; i < offset + count; i++) {
        write(bytes[i]);
      }
    }
  }
}

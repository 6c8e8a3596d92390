package io.goim.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * Each record as a JSON object on a line of its own, for those who collect logs. Public because the
 * platform makes it, by its name. Thread safe.
 *
 * <p>A parameter of a record that is a {@link Map.Entry} becomes a field of its own: the application
 * says so which trace a record belongs to, across class loaders and without a library.
 */
public final class JsonLines extends Formatter {

  /** Property of the logging configuration: the name of the node. */
  static final String NODE = JsonLines.class.getName() + ".node";

  /** Always with milliseconds, so that lines sort as text. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final String node;

  /** For the platform. */
  public JsonLines() {
    this(LogManager.getLogManager().getProperty(NODE));
  }

  JsonLines(String node) {
    this.node = node;
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder json = new StringBuilder(256);
    json.append('{');
    field(json, "time", TIME.format(Instant.ofEpochMilli(record.getMillis())));
    field(json, "level", record.getLevel().getName());
    field(json, "logger", record.getLoggerName());
    field(json, "node", node);
    field(json, "thread", thread(record));
    field(json, "message", formatMessage(record));
    if (record.getParameters() != null) {
      for (Object parameter : record.getParameters()) {
        if (parameter instanceof Map.Entry<?, ?> entry) {
          field(json, String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
      }
    }
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      field(json, "exception", trace.toString());
    }
    return json.append("}\n").toString();
  }

  /** The platform's handler formats on the thread that logs, whose name says more than its number. */
  private static String thread(LogRecord record) {
    Thread current = Thread.currentThread();
    return current.getId() == record.getLongThreadID()
        ? current.getName()
        : Long.toString(record.getLongThreadID());
  }

  private static void field(StringBuilder json, String name, String value) {
    if (value != null) {
      json.append(json.length() > 1 ? "," : "");
      quote(json, name);
      json.append(':');
      quote(json, value);
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // Half of a pair of surrogates is no character and must not spoil the line's encoding.
          if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || isLonely(text, i)) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean isLonely(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
            && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
        || Character.isLowSurrogate(c)
            && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}

package io.goim.comet;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives in the heap, class by class, after a full collection.
 *
 * @param bytes of all objects
 */
record Heap(Map<String, Usage> classes, long bytes) {

  /** Number and bytes of a class's objects. */
  record Usage(long objects, long bytes) {

    static final Usage NONE = new Usage(0, 0);

    Usage minus(Usage other) {
      return new Usage(objects - other.objects, bytes - other.bytes);
    }
  }

  /** A line such as {@code 1: 5000000 400000000 io.goim.comet.Channel}, then perhaps a module. */
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  /** Collects and looks; stops the program for a second or more when the heap is large. */
  static Heap now() {
    Map<String, Usage> classes = new HashMap<>();
    long bytes = 0;
    for (String line : histogram().split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Usage usage = new Usage(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        classes.put(matcher.group(3), usage);
        bytes += usage.bytes();
      }
    }
    return new Heap(classes, bytes);
  }

  Usage of(String className) {
    return classes.getOrDefault(className, Usage.NONE);
  }

  private static String histogram() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      Object[] live = {new String[0]};
      String[] signature = {String[].class.getName()};
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(commands, "gcClassHistogram", live, signature);
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no class histogram", e);
    }
  }
}

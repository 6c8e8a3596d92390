package io.goim.config;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them in messages and on the reference page. */
final class Say {
  private Say() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The largest unit that needs no fraction. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  static String size(long bytes) {
    String[] units = {"", "KB", "MB", "GB"};
    int unit = 0;
    long count = bytes;
    while (unit < 3 && count > 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + units[unit];
  }
}

package io.goim.config;

import io.goim.protocol.session.Origins;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The types that settings have. */
final class SettingTypes {
  private static final int HIGHEST_PORT = 65_535;
  private static final Set<String> YES = Set.of("true", "yes", "on", "1", "t");
  private static final Set<String> NO = Set.of("false", "no", "off", "0", "f");

  private SettingTypes() {}

  /** A step of reading that may refuse. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text) throws RefusedValueException;
  }

  private record Type<T>(String name, String range, Parser<T> parser) implements SettingType<T> {
    @Override
    public T parse(String text) throws RefusedValueException {
      try {
        return parser.parse(text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new RefusedValueException("must be " + range);
      }
    }
  }

  private static <T> SettingType<T> checked(
      String name, String range, Parser<T> parser, Predicate<T> allowed) {
    return new Type<>(
        name,
        range,
        text -> {
          T value = parser.parse(text);
          if (!allowed.test(value)) {
            throw new RefusedValueException("must be " + range);
          }
          return value;
        });
  }

  static SettingType<String> text(String range) {
    return new Type<>("text", range, text -> text);
  }

  /** A secret that nobody guesses. */
  static SettingType<String> longText(int bytes) {
    return checked(
        "text",
        "a text of at least " + bytes + " bytes",
        text -> text,
        text -> text.getBytes(StandardCharsets.UTF_8).length >= bytes);
  }

  /** A secret that nobody guesses, or the word for none. */
  static SettingType<String> secretOrNone(int bytes) {
    return checked(
        "text",
        "none, or a text of at least " + bytes + " bytes",
        text -> text,
        text -> text.equals("none") || text.getBytes(StandardCharsets.UTF_8).length >= bytes);
  }

  static SettingType<URI> httpUrl(String range) {
    return checked("URL", range, URI::create, SettingTypes::isHttp);
  }

  /** A URL, or a file that must be there, which becomes one. */
  static SettingType<URI> fileOrHttpUrl(String range) {
    return new Type<>(
        "URL or path",
        range,
        text -> {
          if (!text.contains("://")) {
            return readable(text).toUri();
          }
          URI url = URI.create(text);
          if (!isHttp(url)) {
            throw new RefusedValueException("must be " + range);
          }
          return url;
        });
  }

  private static boolean isHttp(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null;
  }

  static SettingType<Boolean> bool() {
    return new Type<>(
        "boolean",
        "true or false",
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          if (YES.contains(word) || NO.contains(word)) {
            return YES.contains(word);
          }
          throw new RefusedValueException("must be true or false");
        });
  }

  static SettingType<Integer> integer(int low, int high) {
    return checked(
        "number",
        "a whole number from " + Say.number(low) + " to " + Say.number(high),
        Integer::valueOf,
        n -> n >= low && n <= high);
  }

  static SettingType<Double> decimal(double low, double high) {
    return checked(
        "number",
        "a number from " + low + " to " + high + ", with a point",
        Double::valueOf,
        n -> n >= low && n <= high);
  }

  /** A port that may be off. */
  static SettingType<Integer> portOrOff() {
    return checked(
        "port",
        "a port from 1 to 65,535, or 0 for off",
        Integer::valueOf,
        n -> n >= 0 && n <= HIGHEST_PORT);
  }

  static SettingType<Integer> port() {
    return checked(
        "port", "a port from 1 to 65,535", Integer::valueOf, n -> n >= 1 && n <= HIGHEST_PORT);
  }

  static SettingType<Duration> duration(Duration low, Duration high) {
    return checked(
        "duration",
        "a duration from "
            + Say.duration(low)
            + " to "
            + Say.duration(high)
            + ", such as 500ms, 30s, 4m or PT4M",
        DurationText::parse,
        d -> d.compareTo(low) >= 0 && d.compareTo(high) <= 0);
  }

  static SettingType<Long> size(long low, long high) {
    return checked(
        "size",
        "a size from "
            + Say.size(low)
            + " to "
            + Say.size(high)
            + ", such as 4096, 64KB or 4MB (1KB is 1,024 bytes)",
        SizeText::parse,
        n -> n >= low && n <= high);
  }

  /** A size of a socket buffer: 0 leaves it to the system. */
  static SettingType<Long> bufferSize(long low, long high) {
    return checked(
        "size",
        "0 for the system's choice, or a size from " + Say.size(low) + " to " + Say.size(high),
        SizeText::parse,
        n -> n == 0 || (n >= low && n <= high));
  }

  /** A limit in bytes that may be none. */
  static SettingType<Long> sizeOrAny(long low, long high) {
    return checked(
        "size",
        "0 for any number, or a size from " + Say.size(low) + " to " + Say.size(high),
        SizeText::parse,
        n -> n == 0 || (n >= low && n <= high));
  }

  static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    String names = String.join(", ", names(type));
    return new Type<>("choice", "one of " + names, text -> constant(type, text));
  }

  static <E extends Enum<E>> SettingType<Set<E>> choices(Class<E> type) {
    return new Type<>(
        "list",
        "one or more of " + String.join(", ", names(type)) + ", separated by commas",
        text -> {
          Set<E> chosen = java.util.EnumSet.noneOf(type);
          for (String item : items(text)) {
            chosen.add(constant(type, item));
          }
          return Set.copyOf(chosen);
        });
  }

  static SettingType<List<String>> texts(String range) {
    return new Type<>("list", range + ", separated by commas", SettingTypes::items);
  }

  /** Origins of web pages. */
  static SettingType<Origins> origins() {
    return new Type<>(
        "list",
        "`*`, or origins such as https://app.example.org, separated by commas",
        SettingTypes::toOrigins);
  }

  static SettingType<Set<Long>> numbers(String range) {
    return new Type<>(
        "list",
        range + ", separated by commas",
        text -> {
          Set<Long> numbers = new java.util.TreeSet<>();
          for (String item : items(text)) {
            numbers.add(Long.valueOf(item));
          }
          return Set.copyOf(numbers);
        });
  }

  /** Ranges of addresses; the word none is for none. */
  static SettingType<List<Cidr>> cidrs() {
    return new Type<>(
        "list",
        "ranges such as 10.0.0.0/8 or 2001:db8::/32, separated by commas, or the word none",
        text -> {
          List<Cidr> cidrs = new ArrayList<>();
          for (String item : "none".equals(text) ? List.<String>of() : items(text)) {
            cidrs.add(Cidr.parse(item));
          }
          return List.copyOf(cidrs);
        });
  }

  static SettingType<Path> path(String range) {
    return new Type<>("path", range, SettingTypes::toPath);
  }

  /** One of some words, written like this. */
  static SettingType<String> oneOf(String... words) {
    List<String> allowed = List.of(words);
    return checked(
        "choice", "one of " + String.join(", ", allowed), text -> text, allowed::contains);
  }

  /** A file that must be there: a list, so that none can be said, of one at most. */
  static SettingType<List<Path>> readableFile(String range) {
    return new Type<>("path", range + " that can be read", text -> List.of(readable(text)));
  }

  /** Files that must be there. */
  static SettingType<List<Path>> readableFiles(String range) {
    return new Type<>(
        "list",
        range + ", separated by commas",
        text -> {
          List<Path> files = new ArrayList<>();
          for (String item : items(text)) {
            files.add(readable(item));
          }
          return List.copyOf(files);
        });
  }

  /** Lists under names: {@code a=1,2;b=3}. */
  static SettingType<Map<String, List<String>>> lists(String range) {
    return new Type<>(
        "lists",
        range,
        text -> {
          Map<String, List<String>> lists = new LinkedHashMap<>();
          for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
              throw new RefusedValueException("must be " + range);
            }
            String name = part.substring(0, equals).strip();
            if (lists.put(name, items(part.substring(equals + 1))) != null) {
              throw new RefusedValueException("names " + name + " twice; it must be " + range);
            }
          }
          return java.util.Collections.unmodifiableMap(lists);
        });
  }

  private static Origins toOrigins(String text) throws RefusedValueException {
    List<String> list = items(text.toLowerCase(Locale.ROOT));
    for (String origin : list) {
      if (!origin.equals("*") && !origin.matches("https?://[^/?#@\\s]+")) {
        throw new RefusedValueException(
            "names " + origin + ", which is no origin such as https://app.example.org");
      }
    }
    return new Origins(list);
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Path readable(String text) throws RefusedValueException {
    Path file = toPath(text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new RefusedValueException("must name files that can be read, and " + file + " is none");
    }
    return file;
  }

  private static Path toPath(String text) throws RefusedValueException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new RefusedValueException("must be a path of this system");
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}

package io.goim.client;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little JSON this client meets: takes an object or array apart into the raw texts of its values,
 * and quotes strings. Strict; one level at a time. NOT thread safe.
 */
final class Json {

  private static final int MAX_DEPTH = 64;
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The fields of an object, values as they are written; of a name that comes twice, the last. */
  static Map<String, String> object(String text) throws ProtocolException {
    Json json = new Json(text);
    Map<String, String> fields = new LinkedHashMap<>();
    json.members(fields, 0);
    json.end();
    return fields;
  }

  /** The values of an array, as they are written. */
  static List<String> array(String text) throws ProtocolException {
    Json json = new Json(text);
    List<String> values = new ArrayList<>();
    json.elements(values, 0);
    json.end();
    return values;
  }

  /** The meaning of a string value as it is written, quotes included. */
  static String string(String text) throws ProtocolException {
    Json json = new Json(text);
    String value = json.quoted();
    json.end();
    return value;
  }

  /** Whether a text is an object or an array, complete and well formed. */
  static boolean isStructure(String text) {
    Json json = new Json(text);
    try {
      char first = json.peek();
      if (first != '{' && first != '[') {
        return false;
      }
      json.value(0);
      json.end();
      return true;
    } catch (ProtocolException e) {
      return false;
    }
  }

  /** A string as JSON writes it, quotes included. */
  static String quote(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private String value(int depth) throws ProtocolException {
    char first = peek();
    int start = at;
    switch (first) {
      case '{' -> members(new LinkedHashMap<>(), depth);
      case '[' -> elements(new ArrayList<>(), depth);
      case '"' -> quoted();
      default -> scalar();
    }
    return text.substring(start, at);
  }

  private void members(Map<String, String> fields, int depth) throws ProtocolException {
    open('{', depth);
    if (closes('}')) {
      return;
    }
    do {
      String name = quoted();
      expect(':');
      fields.put(name, value(depth + 1));
    } while (goesOn('}'));
  }

  private void elements(List<String> values, int depth) throws ProtocolException {
    open('[', depth);
    if (closes(']')) {
      return;
    }
    do {
      values.add(value(depth + 1));
    } while (goesOn(']'));
  }

  private void open(char bracket, int depth) throws ProtocolException {
    if (depth > MAX_DEPTH) {
      throw problem("is nested too deeply");
    }
    expect(bracket);
  }

  private boolean closes(char bracket) throws ProtocolException {
    if (peek() != bracket) {
      return false;
    }
    at++;
    return true;
  }

  private boolean goesOn(char bracket) throws ProtocolException {
    if (closes(bracket)) {
      return false;
    }
    expect(',');
    return true;
  }

  private void scalar() throws ProtocolException {
    Matcher scalar = SCALAR.matcher(text).region(at, text.length());
    if (!scalar.lookingAt()) {
      throw problem("has no value");
    }
    at = scalar.end();
  }

  private String quoted() throws ProtocolException {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw problem("has a control character in a string");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws ProtocolException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw problem("has an unknown escape");
    };
  }

  private char unicode() throws ProtocolException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw problem("has an unknown escape");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private char next() throws ProtocolException {
    if (at == text.length()) {
      throw problem("is cut short");
    }
    return text.charAt(at++);
  }

  /** The next character that is no white space, left where it is. */
  private char peek() throws ProtocolException {
    skipSpace();
    if (at == text.length()) {
      throw problem("is cut short");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) throws ProtocolException {
    if (peek() != wanted) {
      throw problem("should have " + wanted);
    }
    at++;
  }

  private void end() throws ProtocolException {
    skipSpace();
    if (at < text.length()) {
      throw problem("goes on after its end");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private ProtocolException problem(String what) {
    return new ProtocolException("JSON " + what + " at character " + at);
  }
}

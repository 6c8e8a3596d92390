package io.goim.auth;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.Arrays;

/** The fields of one token while it is read. NOT thread safe. */
final class TokenFields {

  private static final int[] NONE = {};
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonParser json;
  private long mid;
  private String key = "";
  private String room = "";
  private String platform = "";
  private String jwt = "";
  private int[] accepts = NONE;

  TokenFields(JsonParser json) {
    this.json = json;
  }

  /** Reads the value of a field; the parser stands on its first event. */
  void read(String name, Event value) {
    if (name.equalsIgnoreCase("mid")) {
      mid = value == Event.VALUE_NULL ? mid : int64(value);
    } else if (name.equalsIgnoreCase("key")) {
      key = text("key", value, key);
    } else if (name.equalsIgnoreCase("room_id")) {
      room = text("room_id", value, room);
    } else if (name.equalsIgnoreCase("platform")) {
      platform = text("platform", value, platform);
    } else if (name.equalsIgnoreCase("accepts")) {
      accepts = value == Event.VALUE_NULL ? NONE : int32s(value);
    } else if (name.equalsIgnoreCase("jwt") && value == Event.VALUE_STRING) {
      jwt = json.getString();
    } else {
      skip(value);
    }
  }

  GoimToken token() {
    return new GoimToken(mid, key, room, platform, accepts, jwt);
  }

  private long int64(Event value) {
    try {
      return Long.parseLong(integer("mid", value));
    } catch (NumberFormatException e) {
      throw TokenParser.malformed("mid is not a 64-bit integer");
    }
  }

  private int[] int32s(Event value) {
    if (value != Event.START_ARRAY) {
      throw TokenParser.malformed("accepts is not a list");
    }
    int[] operations = new int[8];
    int count = 0;
    for (Event item = json.next(); item != Event.END_ARRAY; item = json.next()) {
      if (count == operations.length) {
        operations = Arrays.copyOf(operations, count * 2);
      }
      operations[count++] = item == Event.VALUE_NULL ? 0 : int32(item);
    }
    return Arrays.copyOf(operations, count);
  }

  private int int32(Event value) {
    try {
      return Integer.parseInt(integer("accepts", value));
    } catch (NumberFormatException e) {
      throw TokenParser.malformed("accepts has an element that is not a 32-bit integer");
    }
  }

  /** The digits of a number as they stand in the token: 1.0 and 1e3 are no integers to goim. */
  private String integer(String name, Event value) {
    if (value != Event.VALUE_NUMBER) {
      throw TokenParser.malformed(name + " is not a number");
    }
    return json.getString();
  }

  private String text(String name, Event value, String before) {
    return switch (value) {
      case VALUE_NULL -> before;
      case VALUE_STRING -> whole(json.getString());
      default -> throw TokenParser.malformed(name + " is not a string");
    };
  }

  /** Replaces halves of surrogate pairs, which an escape can make and UTF-8 cannot say. */
  private static String whole(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          i++;
        } else {
          repaired = repaired == null ? new StringBuilder(text) : repaired;
          repaired.setCharAt(i, REPLACEMENT);
        }
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  /** Event by event: the parser's own skipping checks nothing, and never returns at a cut-off end. */
  private void skip(Event value) {
    int depth = 0;
    for (Event event = value; ; event = json.next()) {
      switch (event) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        default -> {}
      }
      if (depth == 0) {
        return;
      }
    }
  }
}

package io.goim.protocol.queue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second, naive reader of protobuf that shares nothing with the codec: numbers by field, byte
 * strings by field, and the order in which fields came.
 */
record PlainProtobuf(
    Map<Integer, Long> numbers, Map<Integer, List<byte[]>> values, List<Integer> order) {

  static PlainProtobuf read(byte[] message) throws IOException {
    PlainProtobuf read = new PlainProtobuf(new HashMap<>(), new HashMap<>(), new ArrayList<>());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(message));
    while (in.available() > 0) {
      int tag = number(in).intValueExact();
      int field = tag / 8;
      read.order.add(field);
      switch (tag % 8) {
        case 0 -> read.numbers.put(field, number(in).longValue());
        case 2 -> {
          byte[] value = new byte[number(in).intValueExact()];
          in.readFully(value);
          read.values.computeIfAbsent(field, f -> new ArrayList<>()).add(value);
        }
        default -> throw new IOException("wire type " + tag % 8);
      }
    }
    return read;
  }

  List<byte[]> bytes(int field) {
    return values.getOrDefault(field, List.of());
  }

  List<String> texts(int field) {
    return bytes(field).stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
  }

  private static BigInteger number(DataInputStream in) throws IOException {
    BigInteger value = BigInteger.ZERO;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      value = value.or(BigInteger.valueOf(next % 128).shiftLeft(shift));
      shift += 7;
    } while (next >= 128);
    return value;
  }
}

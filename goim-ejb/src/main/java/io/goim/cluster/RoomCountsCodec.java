package io.goim.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Members of each room as bytes: an int32 count, then name and int32 members of each. */
final class RoomCountsCodec {

  private static final int VERSION = 1;

  private RoomCountsCodec() {}

  static byte[] encode(Map<String, Integer> rooms) {
    return GridBytes.write(
        VERSION,
        out -> {
          out.writeInt(rooms.size());
          for (Map.Entry<String, Integer> room : new TreeMap<>(rooms).entrySet()) {
            out.writeUTF(room.getKey());
            out.writeInt(room.getValue());
          }
        });
  }

  static Map<String, Integer> decode(byte[] value) {
    return GridBytes.read(
        VERSION,
        value,
        in -> {
          int count = in.readInt();
          Map<String, Integer> rooms = new HashMap<>();
          for (int i = 0; i < count; i++) {
            rooms.put(in.readUTF(), in.readInt());
          }
          return rooms;
        });
  }
}

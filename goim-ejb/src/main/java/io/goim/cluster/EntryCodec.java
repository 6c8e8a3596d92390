package io.goim.cluster;

import io.goim.logic.SessionEntry;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The connections of a key and of a user as bytes, oldest first. What the grid's own key says is not
 * repeated.
 *
 * <pre>
 * | version 1 | count | member  | connection | mid (of a key)  | node     | … next entry
 * | byte      | int32 | 2×int64 | int64      | int64           | len utf8 |
 *                                            | key (of a user) |
 *                                            | len utf8        |
 * </pre>
 */
final class EntryCodec {

  private static final int VERSION = 1;

  /** Smallest entry: a damaged count must not allocate more than the value could hold. */
  private static final int MIN_ENTRY = 3 * Long.BYTES + 2 * Short.BYTES;

  private EntryCodec() {}

  static byte[] encodeKey(List<GridEntry> entries) {
    return encode(entries, (entry, out) -> out.writeLong(entry.mid()));
  }

  static List<GridEntry> decodeKey(String key, byte[] value) {
    return decode(
        value,
        (in, member, connection) -> {
          long mid = in.readLong();
          return new GridEntry(member, new SessionEntry(in.readUTF(), connection, key, mid));
        });
  }

  static byte[] encodeMid(List<GridEntry> entries) {
    return encode(entries, (entry, out) -> out.writeUTF(entry.key()));
  }

  static List<GridEntry> decodeMid(long mid, byte[] value) {
    return decode(
        value,
        (in, member, connection) -> {
          String key = in.readUTF();
          return new GridEntry(member, new SessionEntry(in.readUTF(), connection, key, mid));
        });
  }

  private static byte[] encode(List<GridEntry> entries, Rest rest) {
    return GridBytes.write(
        VERSION,
        out -> {
          out.writeInt(entries.size());
          for (GridEntry entry : entries) {
            out.writeLong(entry.member().getMostSignificantBits());
            out.writeLong(entry.member().getLeastSignificantBits());
            out.writeLong(entry.session().connectionId());
            rest.write(entry.session(), out);
            out.writeUTF(entry.session().node());
          }
        });
  }

  private static List<GridEntry> decode(byte[] value, Tail tail) {
    return GridBytes.read(
        VERSION,
        value,
        in -> {
          int count = in.readInt();
          if (count < 0 || count > in.available() / MIN_ENTRY) {
            throw new GridFormatException("a count of " + count, null);
          }
          List<GridEntry> entries = new ArrayList<>(count + 1);
          for (int i = 0; i < count; i++) {
            UUID member = new UUID(in.readLong(), in.readLong());
            entries.add(tail.read(in, member, in.readLong()));
          }
          return entries;
        });
  }

  /** Writes what differs between the two kinds. */
  private interface Rest {
    void write(SessionEntry entry, DataOutputStream out) throws IOException;
  }

  /** Reads what follows the connection. */
  private interface Tail {
    GridEntry read(DataInputStream in, UUID member, long connection) throws IOException;
  }
}

package io.goim.admin;

import io.goim.comet.ConnectionFilter;
import io.goim.config.Cidr;
import io.goim.logic.Ban;
import io.goim.protocol.session.CloseReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one node asks of another on behalf of an operator, and its form in bytes. Immutable. */
sealed interface NodeQuestion {

  /** Close connections. The answer is their number. */
  record Close(ConnectionFilter filter, CloseReason reason) implements NodeQuestion {}

  /** Tell of connections. The answer is a list of them. */
  record Inspect(ConnectionFilter filter, int limit) implements NodeQuestion {}

  /** Somebody is kept out from now on; close its connections. The answer is their number. */
  record Hear(Ban ban) implements NodeQuestion {}

  /** What happened to clients that are looked at. The answer is a list of events. */
  record Look(String id, ConnectionFilter filter, long lastsMillis) implements NodeQuestion {}

  /**
   * How far the drain of a node is; all others answer that they are not meant.
   *
   * @param begin whether to begin it
   */
  record Drain(String node, boolean begin) implements NodeQuestion {}

  int CLOSE = 0;
  int INSPECT = 1;
  int HEAR = 2;
  int LOOK = 3;
  int DRAIN = 4;
  int ALL = 0;
  int KEYS = 1;
  int MIDS = 2;
  int ROOM = 3;
  int RANGE = 4;

  /** The question as bytes. */
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (this instanceof Close close) {
        out.writeByte(CLOSE);
        writeFilter(out, close.filter());
        out.writeUTF(close.reason().name());
      } else if (this instanceof Inspect inspect) {
        out.writeByte(INSPECT);
        writeFilter(out, inspect.filter());
        out.writeInt(inspect.limit());
      } else if (this instanceof Look look) {
        out.writeByte(LOOK);
        out.writeUTF(look.id());
        writeFilter(out, look.filter());
        out.writeLong(look.lastsMillis());
      } else if (this instanceof Drain drain) {
        out.writeByte(DRAIN);
        out.writeUTF(drain.node());
        out.writeBoolean(drain.begin());
      } else if (this instanceof Hear hear) {
        out.writeByte(HEAR);
        out.writeUTF(hear.ban().kind().name());
        out.writeUTF(hear.ban().value());
        out.writeLong(hear.ban().since());
        out.writeLong(hear.ban().until());
        out.writeUTF(hear.ban().reason());
        out.writeUTF(hear.ban().by());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a question.
   *
   * @throws IllegalArgumentException when it is none of this version
   */
  static NodeQuestion read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case CLOSE -> new Close(readFilter(in), CloseReason.valueOf(in.readUTF()));
        case INSPECT -> new Inspect(readFilter(in), in.readInt());
        case LOOK -> new Look(in.readUTF(), readFilter(in), in.readLong());
        case DRAIN -> new Drain(in.readUTF(), in.readBoolean());
        case HEAR ->
            new Hear(
                new Ban(
                    Ban.Kind.valueOf(in.readUTF()),
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF()));
        default -> throw new IllegalArgumentException("question of kind " + kind);
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("the question is cut off", e);
    }
  }

  private static void writeFilter(DataOutputStream out, ConnectionFilter filter)
      throws IOException {
    if (filter instanceof ConnectionFilter.Keys keys) {
      out.writeByte(KEYS);
      out.writeInt(keys.keys().size());
      for (String key : keys.keys()) {
        out.writeUTF(key);
      }
    } else if (filter instanceof ConnectionFilter.Mids mids) {
      out.writeByte(MIDS);
      out.writeInt(mids.mids().size());
      for (long mid : mids.mids()) {
        out.writeLong(mid);
      }
    } else if (filter instanceof ConnectionFilter.InRoom in) {
      out.writeByte(ROOM);
      out.writeUTF(in.room());
    } else if (filter instanceof ConnectionFilter.From from) {
      out.writeByte(RANGE);
      out.writeUTF(from.text());
    } else {
      out.writeByte(ALL);
    }
  }

  private static ConnectionFilter readFilter(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    switch (kind) {
      case ALL -> {
        return new ConnectionFilter.All();
      }
      case KEYS -> {
        List<String> keys = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
          keys.add(in.readUTF());
        }
        return new ConnectionFilter.Keys(keys);
      }
      case MIDS -> {
        Set<Long> mids = new HashSet<>();
        for (int count = in.readInt(); count > 0; count--) {
          mids.add(in.readLong());
        }
        return new ConnectionFilter.Mids(mids);
      }
      case ROOM -> {
        return new ConnectionFilter.InRoom(in.readUTF());
      }
      case RANGE -> {
        String text = in.readUTF();
        return new ConnectionFilter.From(
            text, Cidr.of(text).orElseThrow(() -> new IllegalArgumentException("no range")));
      }
      default -> throw new IllegalArgumentException("filter of kind " + kind);
    }
  }
}

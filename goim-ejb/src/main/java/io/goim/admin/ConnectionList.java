package io.goim.admin;

import io.goim.comet.ConnectionInfo;
import io.goim.protocol.session.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Connections as bytes, from node to node. Stateless. */
final class ConnectionList {

  private ConnectionList() {}

  static byte[] encode(List<ConnectionInfo> connections) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + connections.size() * 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(connections.size());
      for (ConnectionInfo connection : connections) {
        out.writeUTF(connection.key());
        out.writeLong(connection.mid());
        out.writeUTF(connection.address());
        out.writeUTF(connection.transport().name());
        out.writeUTF(connection.room());
        out.writeUTF(connection.platform());
        out.writeInt(connection.operations().length);
        for (int operation : connection.operations()) {
          out.writeInt(operation);
        }
        out.writeLong(connection.connectedAt());
        out.writeLong(connection.heartbeatAge());
        out.writeInt(connection.outboxMessages());
        out.writeLong(connection.outboxBytes());
        out.writeLong(connection.validFor());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException when it is none of this version
   */
  static List<ConnectionInfo> decode(byte[] bytes) {
    List<ConnectionInfo> connections = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int count = in.readInt(); count > 0; count--) {
        connections.add(
            new ConnectionInfo(
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                Transport.valueOf(in.readUTF()),
                in.readUTF(),
                in.readUTF(),
                operations(in),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the list is cut off", e);
    }
    return connections;
  }

  private static int[] operations(DataInputStream in) throws IOException {
    int[] operations = new int[in.readInt()];
    for (int i = 0; i < operations.length; i++) {
      operations[i] = in.readInt();
    }
    return operations;
  }
}

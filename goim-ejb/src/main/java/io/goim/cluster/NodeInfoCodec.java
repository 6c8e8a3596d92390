package io.goim.cluster;

import io.goim.logic.NodeInfo;
import java.util.ArrayList;
import java.util.List;

/** A node's description as bytes, its fields in the order of {@link NodeInfo}. */
final class NodeInfoCodec {

  private static final int VERSION = 1;

  private NodeInfoCodec() {}

  static byte[] encode(NodeInfo node) {
    return GridBytes.write(
        VERSION,
        out -> {
          out.writeUTF(node.host());
          out.writeUTF(node.region());
          out.writeUTF(node.zone());
          out.writeUTF(node.environment());
          out.writeInt(node.weight());
          out.writeShort(node.addresses().size());
          for (String address : node.addresses()) {
            out.writeUTF(address);
          }
          out.writeBoolean(node.offline());
          out.writeInt(node.connections());
          out.writeInt(node.ips());
          out.writeUTF(node.version());
          out.writeLong(node.updatedNanos());
        });
  }

  static NodeInfo decode(byte[] value) {
    return GridBytes.read(
        VERSION,
        value,
        in -> {
          String host = in.readUTF();
          String region = in.readUTF();
          String zone = in.readUTF();
          String environment = in.readUTF();
          int weight = in.readInt();
          int count = in.readUnsignedShort();
          List<String> addresses = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            addresses.add(in.readUTF());
          }
          return new NodeInfo(
              host,
              region,
              zone,
              environment,
              weight,
              List.copyOf(addresses),
              in.readBoolean(),
              in.readInt(),
              in.readInt(),
              in.readUTF(),
              in.readLong());
        });
  }
}

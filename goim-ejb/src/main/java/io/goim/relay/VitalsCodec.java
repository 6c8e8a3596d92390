package io.goim.relay;

import io.goim.ops.Vitals;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link Vitals} as bytes of a pulse. Stateless. */
final class VitalsCodec {

  private VitalsCodec() {}

  static void write(DataOutputStream out, Vitals vitals) throws IOException {
    out.writeLong(vitals.uptimeMillis());
    out.writeInt(vitals.connections());
    out.writeInt(vitals.rooms());
    out.writeLong(vitals.pushes());
    out.writeLong(vitals.deliveries());
    out.writeLong(vitals.drops());
    out.writeLong(vitals.waiting());
    out.writeLong(vitals.cpuMillis());
    out.writeLong(vitals.heapUsed());
    out.writeLong(vitals.heapMax());
    out.writeByte(vitals.latency().size());
    for (long count : vitals.latency()) {
      out.writeLong(count);
    }
  }

  static Vitals read(DataInputStream in) throws IOException {
    long uptimeMillis = in.readLong();
    int connections = in.readInt();
    int rooms = in.readInt();
    long pushes = in.readLong();
    long deliveries = in.readLong();
    long drops = in.readLong();
    long waiting = in.readLong();
    long cpuMillis = in.readLong();
    long heapUsed = in.readLong();
    long heapMax = in.readLong();
    List<Long> latency = new ArrayList<>();
    for (int buckets = in.readUnsignedByte(); buckets > 0; buckets--) {
      latency.add(in.readLong());
    }
    return new Vitals(
        uptimeMillis,
        connections,
        rooms,
        pushes,
        deliveries,
        drops,
        waiting,
        cpuMillis,
        heapUsed,
        heapMax,
        List.copyOf(latency));
  }
}

package io.goim.admin;

import io.goim.comet.ClientEvent;
import io.goim.comet.ClientEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What happened to clients as bytes, from node to node. Stateless. */
final class EventList {

  private EventList() {}

  static byte[] encode(ClientEvents taken) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + taken.events().size() * 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(taken.lost());
      out.writeInt(taken.events().size());
      for (ClientEvent event : taken.events()) {
        out.writeLong(event.millis());
        out.writeUTF(event.key());
        out.writeLong(event.mid());
        out.writeUTF(event.what());
        out.writeInt(event.operation());
        out.writeInt(event.bytes());
        out.writeUTF(event.detail());
        out.writeUTF(event.trace());
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
  static ClientEvents decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int lost = in.readInt();
      List<ClientEvent> events = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        events.add(
            new ClientEvent(
                in.readLong(),
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readUTF(),
                in.readUTF()));
      }
      return new ClientEvents(events, lost);
    } catch (IOException e) {
      throw new IllegalArgumentException("the list is cut off", e);
    }
  }
}

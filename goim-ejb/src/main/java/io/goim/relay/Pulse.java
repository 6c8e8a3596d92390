package io.goim.relay;

import io.goim.config.Role;
import io.goim.ops.Vitals;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a node tells all others twice a second, and at once when it changes.
 *
 * @param boot this start of the node; a node that starts again is another
 * @param member its member in the grid
 * @param host its name
 * @param roles what it does
 * @param state where in its life it is
 * @param claim the queue host it knows
 * @param clock its own clock, in nanoseconds from a start of its own
 * @param heard starts of the other nodes it knows, which therefore get its pushes, each with that
 *     node's clock in its last pulse: by it the node sees that it is heard now, and not some time ago
 * @param vitals how it does
 */
record Pulse(
    UUID boot,
    UUID member,
    String host,
    Set<Role> roles,
    State state,
    Claim claim,
    long clock,
    Map<UUID, Long> heard,
    Vitals vitals) {

  /** Where in its life a node is, as far as others care. */
  enum State {
    /** It may hold clients, but takes no part in the queue yet. */
    STARTING,
    READY,
    /** It takes no new pushes and finishes those it has. */
    DRAINING,
    /** It has no push left to hand on. */
    DRAINED,
    /** It goes: nobody need wait for an answer of it. */
    GONE
  }

  boolean has(Role role) {
    return roles.contains(role);
  }

  /** Logged-in channels. */
  int connections() {
    return vitals.connections();
  }

  void write(DataOutputStream out) throws IOException {
    Bytes.writeUuid(out, boot);
    Bytes.writeUuid(out, member);
    out.writeUTF(host);
    int bits = 0;
    for (Role role : roles) {
      bits |= 1 << role.ordinal();
    }
    out.writeByte(bits);
    out.writeByte(state.ordinal());
    out.writeLong(claim.term());
    Bytes.writeUuid(out, claim.host());
    out.writeLong(clock);
    out.writeShort(heard.size());
    for (Map.Entry<UUID, Long> node : heard.entrySet()) {
      Bytes.writeUuid(out, node.getKey());
      out.writeLong(node.getValue());
    }
    VitalsCodec.write(out, vitals);
  }

  static Pulse read(DataInputStream in) throws IOException {
    UUID boot = Bytes.readUuid(in);
    UUID member = Bytes.readUuid(in);
    String host = in.readUTF();
    int bits = in.readUnsignedByte();
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if ((bits & 1 << role.ordinal()) != 0) {
        roles.add(role);
      }
    }
    int state = in.readUnsignedByte();
    if (state >= State.values().length) {
      throw new IOException("state " + state);
    }
    Claim claim = new Claim(in.readLong(), Bytes.readUuid(in));
    long clock = in.readLong();
    Map<UUID, Long> heard = new HashMap<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      heard.put(Bytes.readUuid(in), in.readLong());
    }
    return new Pulse(
        boot,
        member,
        host,
        roles,
        State.values()[state],
        claim,
        clock,
        heard,
        VitalsCodec.read(in));
  }
}

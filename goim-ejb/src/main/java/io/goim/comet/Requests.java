package io.goim.comet;

import io.goim.protocol.Operation;
import io.goim.protocol.WatchList;
import io.goim.protocol.session.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What each operation of a logged-in client means. Replies copy version and sequence. Stateless; each
 * call on the thread of the channel's loop. Source: docs/PROTOCOL.md, "Operations".
 */
final class Requests {

  private static final byte[] EMPTY = {};
  private static final int[] NONE = {};

  private final HubContext context;

  Requests(HubContext context) {
    this.context = context;
  }

  void handle(Channel channel, int operation, int version, int sequence, byte[] body) {
    switch (operation) {
      case Operation.HEARTBEAT -> {
        heartbeat(channel);
        channel.reply(Operation.HEARTBEAT_REPLY, version, sequence, online(channel.room()));
      }
      case Operation.CHANGE_ROOM -> {
        String room = new String(body, StandardCharsets.UTF_8);
        if (allowed(channel, scope(channel).mayJoin(room))) {
          channel.changeRoom(room);
          channel.reply(Operation.CHANGE_ROOM_REPLY, version, sequence, body);
        }
      }
      case Operation.WATCH -> {
        int[] more = WatchList.parse(body).orElse(NONE);
        if (allowed(channel, scope(channel).mayWatch(more))) {
          channel.watch(channel.watched().with(more));
          channel.reply(Operation.WATCH_REPLY, version, sequence, body);
        }
      }
      case Operation.UNWATCH -> {
        WatchList.parse(body).ifPresent(less -> channel.watch(channel.watched().without(less)));
        channel.reply(Operation.UNWATCH_REPLY, version, sequence, body);
      }
      default -> {
        if (operation == Operation.LOGIN && channel.session().permit().expiring()) {
          channel.renew(version, sequence, body);
        } else {
          context.sessions().message(channel.session(), operation, body);
          channel.reply(operation, version, sequence, EMPTY);
        }
      }
    }
  }

  private static Scope scope(Channel channel) {
    return channel.session().permit().scope();
  }

  /** Closes a client that asks for more than its login allows: see docs/PROTOCOL.md, "Not allowed". */
  private static boolean allowed(Channel channel, boolean may) {
    if (!may) {
      channel.close(CloseReason.NOT_ALLOWED);
    }
    return may;
  }

  private void heartbeat(Channel channel) {
    channel.heartbeat();
    context.sessions().heartbeat(channel.session());
  }

  /** Members of the room in the whole cluster, 0 without a room; int32. */
  private byte[] online(Room room) {
    int members = 0;
    if (room != null) {
      members = room.presence.members() + context.elsewhere().members(room.name());
    }
    return ByteBuffer.allocate(Integer.BYTES).putInt(members).array();
  }
}

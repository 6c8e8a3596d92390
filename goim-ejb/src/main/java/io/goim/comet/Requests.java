package io.goim.comet;

import io.goim.protocol.Operation;
import io.goim.protocol.WatchList;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What each operation of a logged-in client means. Replies copy version and sequence. Stateless; each
 * call on the thread of the channel's loop. Source: docs/PROTOCOL.md, "Operations".
 */
final class Requests {

  private static final byte[] EMPTY = {};

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
        channel.changeRoom(new String(body, StandardCharsets.UTF_8));
        channel.reply(Operation.CHANGE_ROOM_REPLY, version, sequence, body);
      }
      case Operation.WATCH -> {
        WatchList.parse(body).ifPresent(more -> channel.watch(channel.watched().with(more)));
        channel.reply(Operation.WATCH_REPLY, version, sequence, body);
      }
      case Operation.UNWATCH -> {
        WatchList.parse(body).ifPresent(less -> channel.watch(channel.watched().without(less)));
        channel.reply(Operation.UNWATCH_REPLY, version, sequence, body);
      }
      default -> {
        context.sessions().message(channel.session(), operation, body);
        channel.reply(operation, version, sequence, EMPTY);
      }
    }
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

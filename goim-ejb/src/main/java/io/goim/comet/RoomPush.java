package io.goim.comet;

import io.goim.protocol.queue.PushMessage;

/** A push to a room's members in one bucket, whatever they watch. */
final class RoomPush extends PushTask {

  private final Room room;

  RoomPush(PushMessage message, Room room) {
    super(message);
    this.room = room;
  }

  @Override
  int targets() {
    return room.size();
  }

  @Override
  void deliver(Pass pass) {
    room.deliver(pass);
  }
}

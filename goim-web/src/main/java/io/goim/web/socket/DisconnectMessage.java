package io.goim.web.socket;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import io.goim.protocol.session.CloseReason;
import java.nio.charset.StandardCharsets;

/**
 * The operation-6 packet that tells a client why it is closed and whether it may come back. Source:
 * docs/PROTOCOL.md, operation 6.
 */
final class DisconnectMessage {

  private DisconnectMessage() {}

  /** Adds the packet in the client's own form. */
  static void add(WaitingMessages waiting, CloseReason reason, boolean textual) {
    if (textual) {
      waiting.add(reason.textAnnouncement());
    } else {
      waiting.add(
          FrameCodec.encode(
              Frame.push(
                  Operation.DISCONNECT, reason.announcement().getBytes(StandardCharsets.UTF_8))));
    }
  }
}

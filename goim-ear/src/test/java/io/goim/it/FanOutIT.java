package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One push to an idle room of a thousand. */
@ExtendWith(SharedNode.class)
class FanOutIT {

  private static final int MEMBERS = 1000;
  private static final byte[] TOKEN =
      "{\"room_id\":\"live://crowd\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldReachAThousandMembers(Node node) throws IOException {
    List<Socket> members = new ArrayList<>();
    try {
      for (int i = 0; i < MEMBERS; i++) {
        Socket member = new Socket("127.0.0.1", node.tcp());
        members.add(member);
        member.setSoTimeout(20_000);
        member.getOutputStream().write(FrameCodec.encode(Frame.of(Operation.LOGIN, i, TOKEN)));
      }
      for (Socket member : members) {
        assertEquals(Operation.LOGIN_REPLY, read(member).operation());
      }
      new Http(node).push("/goim/push/room?operation=1&type=live&room=crowd", "to all of you");
      for (Socket member : members) {
        assertEquals("to all of you", read(member).text());
      }
    } finally {
      for (Socket member : members) {
        member.close();
      }
    }
  }

  private static Frame read(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] body = new byte[in.readInt() - 16];
    in.readShort();
    int version = in.readShort();
    int operation = in.readInt();
    int sequence = in.readInt();
    in.readFully(body);
    return new Frame(operation, version, sequence, body);
  }
}

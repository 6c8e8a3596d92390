package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.Operation;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Members of a room, on bare sockets with small buffers: what a client does not read is soon waiting at
 * its node. One thread uses it.
 */
final class LedgerRoom implements AutoCloseable {

  /** The operation of a push after which nothing comes. */
  static final int LAST = 2;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final String room;
  private final List<Socket> sockets = new ArrayList<>();

  /**
   * @param room its id; the type is live
   */
  LedgerRoom(String room) {
    this.room = room;
  }

  /** The push call to the room, without the operation's number. */
  String push() {
    return "/goim/push/room?type=live&room=" + room + "&operation=";
  }

  /** Members that have read their login's answer and nothing else; they watch operation 1000. */
  List<Socket> enter(int tcpPort, int count) throws IOException {
    byte[] token =
        ("{\"room_id\":\"live://" + room + "\",\"accepts\":[1000]}")
            .getBytes(StandardCharsets.UTF_8);
    List<Socket> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket member = new Socket();
      sockets.add(member);
      members.add(member);
      member.setReceiveBufferSize(16_384);
      member.connect(new InetSocketAddress("127.0.0.1", tcpPort));
      member.setSoTimeout((int) SOON.toMillis());
      member.getOutputStream().write(FrameCodec.encode(Frame.of(Operation.LOGIN, i, token)));
      DataInputStream in = new DataInputStream(member.getInputStream());
      assertEquals(Operation.LOGIN_REPLY, operation(in));
    }
    return members;
  }

  /** Members that read everything. */
  List<Reader> read(int tcpPort, int count) throws IOException {
    return enter(tcpPort, count).stream()
        .map(socket -> new Reader(socket, Integer.MAX_VALUE))
        .toList();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static int operation(DataInputStream in) throws IOException {
    int body = in.readInt() - 16;
    in.readInt();
    int operation = in.readInt();
    in.readInt();
    in.skipNBytes(body);
    return operation;
  }

  /** Reads so many pushes, or up to the last, then closes. */
  static final class Reader {
    private final Socket socket;
    private final int count;
    private final Thread thread;
    private volatile int received;
    private volatile IOException failure;

    Reader(Socket socket, int count) {
      this.socket = socket;
      this.count = count;
      thread = new Thread(this::read, "reader");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      try {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int operation = 0; operation != LAST && received < count; ) {
          operation = operation(in);
          received = received + 1;
        }
        socket.close();
      } catch (IOException e) {
        failure = e;
      }
    }

    int received() {
      return received;
    }

    /** Until it is near enough not to be a slow client. */
    void await(int count) {
      Poll.until(SOON, () -> received >= count, () -> received + " of " + count + " came");
    }

    void await() throws Exception {
      thread.join(SOON.toMillis());
      if (failure != null || thread.isAlive()) {
        throw new AssertionError(received + " of " + count + " came", failure);
      }
    }
  }
}

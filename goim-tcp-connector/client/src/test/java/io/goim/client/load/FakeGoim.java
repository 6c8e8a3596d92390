package io.goim.client.load;

import io.goim.client.MaskedPayload;
import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameLimits;
import io.goim.protocol.Operation;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A goim server for as many clients as come, with a push API, that breaks one promise on request. The
 * fault hits the connection with key load-1 and pushes after the warm-up; {@link #FAULTY} is the first
 * number of a push that it may hit.
 */
final class FakeGoim implements AutoCloseable {

  static final int FAULTY = 3;

  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_PING = 0x89;

  /** What goes wrong. */
  enum Fault {
    NONE,
    DROP,
    DUPLICATE,
    SWAP,
    /** The connection is closed. */
    CLOSE,
    /** Nobody is let in. */
    NO_LOGIN,
    /** The push is answered with an error and not delivered. */
    REFUSE,
    /** The push is delivered and its answer kept. */
    NO_ANSWER,
    /** Neither. */
    SWALLOW
  }

  private final boolean webSocket;
  private final Fault fault;
  private final ServerSocket clients = listen();
  private final ServerSocket api = listen();
  private final Map<String, Socket> channels = new LinkedHashMap<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger heartbeats = new AtomicInteger();
  private final AtomicInteger pongs = new AtomicInteger();
  private Frame held;
  private boolean spent;
  private final List<byte[]> bodies = new ArrayList<>();
  private volatile String lastHead = "";

  FakeGoim(boolean webSocket, Fault fault) throws IOException {
    this.webSocket = webSocket;
    this.fault = fault;
    accept(clients, this::serveClient);
    accept(api, this::serveApi);
  }

  String address() {
    return "127.0.0.1:" + clients.getLocalPort();
  }

  String api() {
    return "127.0.0.1:" + api.getLocalPort();
  }

  /** The bodies of all pushes so far, in the order they came. */
  synchronized List<byte[]> bodies() {
    return List.copyOf(bodies);
  }

  /** The head of the last push call. */
  String lastHead() {
    return lastHead;
  }

  int heartbeats() {
    return heartbeats.get();
  }

  int pongs() {
    return pongs.get();
  }

  private void serveClient(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    if (webSocket) {
      upgrade(in, socket);
    }
    while (true) {
      Frame frame = webSocket ? message(in) : packet(in);
      if (frame == null) {
        pongs.incrementAndGet();
      } else if (frame.operation() == Operation.LOGIN) {
        logIn(frame, socket);
      } else if (frame.operation() == Operation.HEARTBEAT) {
        heartbeats.incrementAndGet();
        send(socket, FrameCodec.encode(frame.reply(Operation.HEARTBEAT_REPLY, new byte[4])));
      }
    }
  }

  private synchronized void logIn(Frame login, Socket socket) throws IOException {
    if (fault == Fault.NO_LOGIN) {
      throw new EOFException("nobody is let in");
    }
    channels.put(login.text().replaceAll(".*\"key\":\"([^\"]*)\".*", "$1"), socket);
    byte[] reply = FrameCodec.encode(login.reply(Operation.LOGIN_REPLY, new byte[0]));
    if (webSocket) {
      socket.getOutputStream().write(PacketReaderTest.message(FINAL_PING, new byte[] {'?'}));
    }
    send(socket, reply);
  }

  private void serveApi(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      String head = head(in);
      byte[] body =
          new byte[Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"))];
      in.readFully(body);
      lastHead = head;
      String answer = pushed(head.split(" ")[1], body);
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-length: "
                      + answer.length()
                      + "\r\n\r\n"
                      + answer)
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Delivers a push. Returns the answer. */
  private synchronized String pushed(String path, byte[] body) throws IOException {
    Frame push = Frame.push(1000, body);
    bodies.add(body);
    boolean hit = !spent && PushBody.number(body, 0) >= FAULTY;
    if (hit && (fault == Fault.REFUSE || fault == Fault.SWALLOW)) {
      spent = true;
      if (fault == Fault.SWALLOW) {
        throw new EOFException("swallowed");
      }
      return "{\"code\":-500,\"message\":\"the queue is full\"}";
    }
    for (Map.Entry<String, Socket> channel : new ArrayList<>(channels.entrySet())) {
      if (!path.contains("/keys") || path.endsWith("keys=" + channel.getKey())) {
        deliver(channel.getKey(), channel.getValue(), push);
      }
    }
    if (hit && fault == Fault.NO_ANSWER) {
      spent = true;
      throw new EOFException("no answer");
    }
    return "{\"code\":0,\"message\":\"\"}";
  }

  private void deliver(String key, Socket socket, Frame push) throws IOException {
    List<Frame> frames =
        key.equals("load-1") && PushBody.number(push.body(), 0) >= FAULTY
            ? faulty(push)
            : List.of(push);
    if (fault == Fault.CLOSE && frames.isEmpty()) {
      channels.remove(key);
      // More than the window of a client that does not read: the end has to wait behind it.
      send(socket, FrameCodec.encode(push.reply(Operation.HEARTBEAT_REPLY, new byte[256 * 1024])));
      socket.close();
    } else if (!frames.isEmpty()) {
      send(socket, webSocket ? FrameCodec.encodeBatch(frames) : FrameCodec.encodeAll(frames));
    }
  }

  private List<Frame> faulty(Frame push) {
    if (held != null) {
      List<Frame> swapped = List.of(push, held);
      held = null;
      return swapped;
    }
    if (spent || fault.ordinal() > Fault.CLOSE.ordinal() || fault == Fault.NONE) {
      return List.of(push);
    }
    spent = true;
    if (fault == Fault.SWAP) {
      held = push;
    }
    return fault == Fault.DUPLICATE ? List.of(push, push) : List.of();
  }

  /** In two pieces, so that the client must put packets together. */
  private void send(Socket socket, byte[] bytes) throws IOException {
    byte[] all = webSocket ? PacketReaderTest.message(FINAL_BINARY, bytes) : bytes;
    try {
      socket.getOutputStream().write(all, 0, 7);
      socket.getOutputStream().write(all, 7, all.length - 7);
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static Frame packet(DataInputStream in) throws IOException {
    int length = in.readInt();
    ByteBuffer packet = ByteBuffer.allocate(length).putInt(length);
    in.readFully(packet.array(), 4, length - 4);
    return FrameCodec.decode(packet.array(), FrameLimits.MAX_PACKET);
  }

  /** The packet of a message, null for a pong. */
  private static Frame message(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    byte[] payload = MaskedPayload.read(in);
    return first == FINAL_BINARY ? FrameCodec.decode(payload, FrameLimits.MAX_PACKET) : null;
  }

  private static void upgrade(DataInputStream in, Socket socket) throws IOException {
    if (!head(in).startsWith("GET /sub HTTP/1.1\r\n")) {
      throw new EOFException("no upgrade");
    }
    socket
        .getOutputStream()
        .write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private interface Serving {
    void serve(Socket socket) throws IOException;
  }

  private void accept(ServerSocket listener, Serving serving) {
    start(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            synchronized (sockets) {
              sockets.add(socket);
            }
            start(
                () -> {
                  try (socket) {
                    serving.serve(socket);
                  }
                });
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side, or the test, has closed.
              }
            },
            "fake-goim");
    thread.setDaemon(true);
    thread.start();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @Override
  public void close() throws IOException {
    clients.close();
    api.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}

package io.goim.client;

import io.goim.protocol.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** The server's end of one connection, for scripts. Used by one thread at a time. */
interface FakePeer extends AutoCloseable {

  /** The next packet of the client; {@link EOFException} when it closed. */
  Frame read() throws IOException;

  /** Sends packets as replies are sent: each on its own. */
  void reply(Frame... frames) throws IOException;

  /** Sends packets as pushes are sent: wrapped where the transport does so. */
  void push(List<Frame> frames) throws IOException;

  /** Sends bytes of any kind: on the stream, or as one message. */
  void raw(byte[] bytes) throws IOException;

  /** Ends the connection in the transport's way. */
  void goodbye(int code, String reason) throws IOException;

  /** Drops the connection. */
  @Override
  void close() throws IOException;

  /** Answers a login. */
  default void admit() throws IOException {
    reply(read().reply(8, new byte[0]));
  }

  /** Answers one packet with an operation of its own and the same body. */
  default Frame echo(int operation) throws IOException {
    Frame frame = read();
    reply(frame.reply(operation, frame.body()));
    return frame;
  }
}

package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameLimits;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/** Packets on a stream. */
final class FakeTcpPeer implements FakePeer {

  private final Socket socket;
  private final DataInputStream in;

  FakeTcpPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  @Override
  public Frame read() throws IOException {
    int length = in.readInt();
    ByteBuffer packet = ByteBuffer.allocate(length).putInt(length);
    in.readFully(packet.array(), 4, length - 4);
    return FrameCodec.decode(packet.array(), FrameLimits.MAX_PACKET);
  }

  @Override
  public void reply(Frame... frames) throws IOException {
    raw(FrameCodec.encodeAll(List.of(frames)));
  }

  @Override
  public void push(List<Frame> frames) throws IOException {
    raw(FrameCodec.encodeAll(frames));
  }

  @Override
  public void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public void goodbye(int code, String reason) throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

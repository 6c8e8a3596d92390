package io.goim.client;

import io.goim.protocol.Frame;
import io.goim.protocol.FrameCodec;
import io.goim.protocol.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Packets in WebSocket messages, RFC 6455 as far as these tests need it. */
final class FakeWebSocketPeer implements FakePeer {

  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int FINAL = 0x80;

  /** Larger messages are cut into fragments of this size. */
  private static final int FRAGMENT = 100_000;

  private final Socket socket;
  private final boolean text;
  private final DataInputStream in;
  private int closeCode;

  FakeWebSocketPeer(Socket socket, boolean text) throws IOException {
    this.socket = socket;
    this.text = text;
    this.in = new DataInputStream(socket.getInputStream());
    upgrade();
  }

  /** The code of the client's close frame, 0 when none came. */
  int closeCode() {
    return closeCode;
  }

  @Override
  public Frame read() throws IOException {
    int first = in.readUnsignedByte();
    byte[] payload = MaskedPayload.read(in);
    if (first == (FINAL | CLOSE)) {
      closeCode = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
      frame(FINAL | CLOSE, payload, 0, payload.length);
      throw new EOFException("close frame");
    }
    if (first == (FINAL | TEXT) && text) {
      return TextFrames.decode(new String(payload, StandardCharsets.UTF_8)).get(0);
    }
    if (first == (FINAL | BINARY) && !text) {
      return FrameCodec.decode(payload, FrameLimits.MAX_PACKET);
    }
    throw new IOException("unexpected first byte " + first);
  }

  @Override
  public void reply(Frame... frames) throws IOException {
    for (Frame frame : frames) {
      raw(text ? utf8(TextFrames.encode(frame)) : FrameCodec.encode(frame));
    }
  }

  @Override
  public void push(List<Frame> frames) throws IOException {
    if (text) {
      reply(frames.toArray(Frame[]::new));
    } else {
      raw(FrameCodec.encodeBatch(frames));
    }
  }

  @Override
  public void raw(byte[] bytes) throws IOException {
    int opcode = text ? TEXT : BINARY;
    int sent = 0;
    do {
      int count = Math.min(FRAGMENT, bytes.length - sent);
      boolean last = sent + count == bytes.length;
      frame((last ? FINAL : 0) | (sent == 0 ? opcode : 0), bytes, sent, count);
      sent += count;
    } while (sent < bytes.length);
  }

  @Override
  public void goodbye(int code, String reason) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(code >> 8);
    payload.write(code);
    payload.writeBytes(utf8(reason));
    frame(FINAL | CLOSE, payload.toByteArray(), 0, payload.size());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void frame(int first, byte[] bytes, int offset, int count) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(frame);
    out.write(first);
    if (count < 126) {
      out.write(count);
    } else if (count <= 0xffff) {
      out.write(126);
      out.writeShort(count);
    } else {
      out.write(127);
      out.writeLong(count);
    }
    out.write(bytes, offset, count);
    socket.getOutputStream().write(frame.toByteArray());
  }

  private void upgrade() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("GET /sub ")) {
      socket.getOutputStream().write(utf8("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
      throw new EOFException("no upgrade");
    }
    String key = head.toString().replaceAll("(?is).*sec-websocket-key: *(\\S+).*", "$1");
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n";
    socket.getOutputStream().write(utf8(answer));
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(utf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}

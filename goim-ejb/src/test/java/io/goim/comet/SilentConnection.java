package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Connection;
import io.goim.protocol.session.PacketBatch;
import io.goim.protocol.session.Transport;

/**
 * A connection without a socket: takes everything at once and keeps nothing but a count. Each number
 * has an address of its own.
 */
final class SilentConnection implements Connection {

  private final int number;
  private int taken;

  /**
   * @param number 0 to 16,777,215
   */
  SilentConnection(int number) {
    this.number = number;
  }

  /** Bytes of pushes that a client would have received, modulo 2^32. */
  int taken() {
    return taken;
  }

  @Override
  public void push(PacketBatch batch, int from, int to) {
    taken += to - from;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public String remoteAddress() {
    return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  @Override
  public void reply(int operation, int version, int sequence, byte[] body) {}

  @Override
  public void text(String message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void reading(boolean wanted) {}

  @Override
  public void close(CloseReason reason) {}
}

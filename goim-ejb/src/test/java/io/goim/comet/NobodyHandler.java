package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.ConnectionHandler;

/** A handler for connections whose own handler a test does not need. */
final class NobodyHandler implements ConnectionHandler {

  @Override
  public void onPacket(int operation, int version, int sequence, byte[] body) {}

  @Override
  public void onText(String message) {}

  @Override
  public void onReadComplete() {}

  @Override
  public void onWritable() {}

  @Override
  public void onClosed(CloseReason reason) {}
}

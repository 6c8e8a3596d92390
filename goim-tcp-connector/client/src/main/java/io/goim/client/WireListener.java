package io.goim.client;

import io.goim.protocol.Frame;

/** Takes what a {@link Wire} receives. Called by one thread at a time. */
interface WireListener {

  /** A packet, never a batch. May block: the wire reads nothing meanwhile. */
  void onFrame(Frame frame);

  /**
   * The connection ended or failed. Called at least once unless this client closed it; calls after the
   * first mean nothing.
   *
   * @param webSocketCode code of the close frame, 1006 without one, 0 on TCP
   * @param cause null when it ended in order
   */
  void onEnd(int webSocketCode, String reason, Throwable cause);
}

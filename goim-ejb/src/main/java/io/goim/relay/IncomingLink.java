package io.goim.relay;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * The receiving end of one lane of another node: works off its frames in order, each once, and says
 * how far it is. Frames are put in by any thread and worked off by the link's own.
 *
 * <p>Frames that do not fit are dropped: the sender has no more on the way than there is room for, so
 * only repetitions are, and it repeats them again.
 */
final class IncomingLink {

  private static final int CAPACITY = 4 * OutgoingLink.WINDOW_FRAMES;

  /** Ends the thread. */
  private static final LinkFrame END = new LinkFrame(0, Lane.WORDS, 0, java.util.List.of());

  private final Consumer<byte[]> handler;
  private final Consumer<LinkAck> acknowledgements;
  private final BlockingQueue<LinkFrame> frames = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean closed;

  // The thread's own.
  private long link;
  private long worked;

  /**
   * @param handler works off a parcel; may block; must not throw
   * @param acknowledgements sends how far the link is
   */
  IncomingLink(Consumer<byte[]> handler, Consumer<LinkAck> acknowledgements) {
    this.handler = handler;
    this.acknowledgements = acknowledgements;
  }

  /** Takes a frame. Does not block. */
  void received(LinkFrame frame) {
    if (!closed) {
      frames.offer(frame);
    }
  }

  /** Works off frames until the link is closed; the body of the link's thread. */
  void run() {
    try {
      for (LinkFrame frame = frames.take(); !closed; frame = frames.take()) {
        if (frame != END) {
          work(frame);
        }
      }
    } catch (InterruptedException stopping) {
      closed = true;
    }
  }

  private void work(LinkFrame frame) {
    if (frame.link() < link) {
      return;
    }
    if (frame.link() > link) {
      link = frame.link();
      worked = 0;
    }
    if (frame.sequence() == worked + 1) {
      frame.parcels().forEach(handler);
      worked++;
    }
    // Also for one that came again or too early: the sender must learn where we are.
    acknowledgements.accept(new LinkAck(link, frame.lane(), worked));
  }

  /** Works off nothing more but the parcel it is at. */
  void close() {
    closed = true;
    frames.clear();
    frames.offer(END);
  }
}

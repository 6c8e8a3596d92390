package io.goim.ops;

import java.util.concurrent.CompletionStage;

/**
 * What a part of the node does before the node goes. Beans of this type are found by {@link
 * NodeDrain} and run once, all steps of a stage at the same time, each bounded by what is left of
 * {@code goim.drain.timeout}.
 */
public interface DrainStep {

  /** When a step runs. */
  enum Stage {
    /** Begins as soon as the node says that it is not ready, while clients are still served. */
    HANDOVER,
    /** Begins when all clients are gone and every step of {@link #HANDOVER} is done or out of time. */
    FINISH
  }

  /** A short name for logs and the progress, such as {@code queue}. */
  String name();

  /** When it runs. */
  Stage stage();

  /**
   * Does it. Called on the drain's own thread, where it may block for a moment; what takes longer
   * completes the result later. A failure is logged and does not hold up the others.
   */
  CompletionStage<Void> drain();
}

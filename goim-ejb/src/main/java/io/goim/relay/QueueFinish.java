package io.goim.relay;

import io.goim.ops.DrainStep;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** The last pushes of this node's queue are handed on before it goes. */
@NodeBean
public class QueueFinish implements DrainStep {

  private final QueueEmptying emptying;

  @Inject
  public QueueFinish(QueueEmptying emptying) {
    this.emptying = emptying;
  }

  @Override
  public String name() {
    return "queued pushes";
  }

  @Override
  public Stage stage() {
    return Stage.FINISH;
  }

  @Override
  public CompletionStage<Void> drain() {
    return emptying.leave();
  }
}

package io.goim.it;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** After a failed test, prints what the nodes said. Tests run one after the other. */
public final class ClusterStory implements AfterTestExecutionCallback {

  private static final int LINES = 40;
  private static final AtomicReference<Cluster> CLUSTER = new AtomicReference<>();

  /** Names the nodes. */
  static void of(Cluster cluster) {
    CLUSTER.set(cluster);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Cluster cluster = CLUSTER.get();
    boolean failed =
        context
            .getExecutionException()
            .filter(failure -> !(failure instanceof TestAbortedException))
            .isPresent();
    if (failed && cluster != null) {
      System.out.println(context.getDisplayName() + " failed.\n" + cluster.story(LINES));
    }
  }
}

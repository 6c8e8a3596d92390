package io.goim.it.faults;

import java.util.List;

/** A queue for pushes, and the process it lives in. NOT thread safe. */
interface Queue extends AutoCloseable {

  /** The brokers inside the nodes: nothing of its own to break. */
  Queue EMBEDDED =
      new Queue() {
        @Override
        public QueueKind kind() {
          return QueueKind.EMBEDDED;
        }

        @Override
        public List<String> options() {
          return List.of();
        }

        @Override
        public void kill() {
          throw new IllegalStateException("an embedded broker dies with its node");
        }

        @Override
        public void restart() {
          throw new IllegalStateException("an embedded broker comes back with its node");
        }

        @Override
        public void close() {
          // Nothing runs.
        }

        @Override
        public String toString() {
          return "embedded";
        }
      };

  QueueKind kind();

  /** What each node is told, for {@code server-config/run}. */
  List<String> options();

  /** kill -9 of the broker. */
  void kill();

  /** Starts it again, with the same data and address, and waits for it. */
  void restart();

  @Override
  void close();
}

package io.goim.tcp.netty;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of {@link TlsCertificates}. */
final class TlsThread {

  private TlsThread() {}

  /** Threads that start when there is work. */
  static ScheduledThreadPoolExecutor pool(int threads, ClassLoader contextLoader) {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            threads,
            task -> {
              Thread created =
                  new FastThreadLocalThread(null, task, "goim-tls-" + number.getAndIncrement());
              created.setDaemon(true);
              created.setContextClassLoader(contextLoader);
              return created;
            });
    pool.setRemoveOnCancelPolicy(true);
    return pool;
  }
}

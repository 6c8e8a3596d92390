package io.goim.job;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;

/** As much of a container as a resource adapter needs: threads and endpoints, no transactions. */
final class HandContainer implements BootstrapContext, WorkManager, MessageEndpointFactory {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Supplier<MessageListener> beans;
  private final AtomicInteger made = new AtomicInteger();

  /** Undoes the activation. */
  Runnable active = () -> {};

  HandContainer(Supplier<MessageListener> beans) {
    this.beans = beans;
  }

  /** Beans made so far: one for each session of the adapter. */
  int endpoints() {
    return made.get();
  }

  void stop() {
    threads.shutdownNow();
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) {
    made.incrementAndGet();
    return new Endpoint(beans.get());
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeout) {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "PushMessageBean";
  }

  @Override
  public Class<?> getEndpointClass() {
    return PushMessageBean.class;
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public XATerminator getXATerminator() {
    return null;
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> type) {
    return false;
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    return null;
  }

  @Override
  public void doWork(Work work) {
    work.run();
  }

  @Override
  public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    work.run();
  }

  @Override
  public long startWork(Work work) {
    threads.execute(work);
    return 0;
  }

  @Override
  public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    return startWork(work);
  }

  @Override
  public void scheduleWork(Work work) {
    threads.execute(work);
  }

  @Override
  public void scheduleWork(
      Work work, long timeout, ExecutionContext context, WorkListener listener) {
    threads.execute(work);
  }

  /** One bean as the adapter sees it. */
  private record Endpoint(MessageListener bean) implements MessageEndpoint, MessageListener {

    @Override
    public void onMessage(Message message) {
      bean.onMessage(message);
    }

    @Override
    public void beforeDelivery(Method method) {}

    @Override
    public void afterDelivery() {}

    @Override
    public void release() {}
  }
}

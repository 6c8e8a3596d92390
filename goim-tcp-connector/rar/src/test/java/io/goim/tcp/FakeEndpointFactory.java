package io.goim.tcp;

import io.goim.protocol.session.Gateway;
import io.goim.protocol.session.GatewayListener;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;

/** A container that lets the endpoint come into being when the test says so. */
final class FakeEndpointFactory implements MessageEndpointFactory {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final CountDownLatch refused = new CountDownLatch(2);
  final CountDownLatch released = new CountDownLatch(1);
  private final Gateway gateway;
  private volatile boolean available;
  private volatile RuntimeException failure;

  FakeEndpointFactory(Gateway gateway) {
    this.gateway = gateway;
  }

  void makeAvailable() {
    available = true;
  }

  void failWith(RuntimeException exception) {
    failure = exception;
  }

  static boolean await(CountDownLatch latch) throws InterruptedException {
    return latch.await(10, TimeUnit.SECONDS);
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
    if (!available) {
      refused.countDown();
      throw new UnavailableException("made by the test");
    }
    calls.add("create on " + Thread.currentThread().getName());
    return new FakeEndpoint();
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "test";
  }

  @Override
  public Class<?> getEndpointClass() {
    return FakeEndpoint.class;
  }

  private final class FakeEndpoint implements MessageEndpoint, GatewayListener {

    @Override
    public Gateway gateway() {
      calls.add("gateway");
      if (failure != null) {
        throw failure;
      }
      return gateway;
    }

    @Override
    public void beforeDelivery(Method method) {
      calls.add("beforeDelivery");
    }

    @Override
    public void afterDelivery() {
      calls.add("afterDelivery");
    }

    @Override
    public void release() {
      calls.add("release");
      released.countDown();
    }
  }
}

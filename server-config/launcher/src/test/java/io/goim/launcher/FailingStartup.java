package io.goim.launcher;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Packed into a test application that cannot be deployed. */
@Singleton
@Startup
public class FailingStartup {

  @PostConstruct
  void start() {
    throw new IllegalStateException("the coffee is out\n  buy some");
  }
}

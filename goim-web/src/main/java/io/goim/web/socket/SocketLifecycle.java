package io.goim.web.socket;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the endpoint's loops with the web application and ends them with it. */
@WebListener
public class SocketLifecycle implements ServletContextListener {

  /**
   * Classes of the container that log a warning with a stack trace when a client vanishes in the midst
   * of a message or sends one that is too long. Held here, since loggers are otherwise collected.
   */
  private static final List<Logger> NOISY =
      List.of(
          Logger.getLogger("org.glassfish.tyrus.servlet.TyrusServletWriter"),
          Logger.getLogger("org.glassfish.tyrus.core.TyrusEndpointWrapper"));

  @Inject SocketEntrance entrance;

  @Resource ManagedThreadFactory threads;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    NOISY.forEach(logger -> logger.setLevel(Level.SEVERE));
    entrance.start(threads);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    entrance.stop();
    NOISY.forEach(logger -> logger.setLevel(null));
  }
}

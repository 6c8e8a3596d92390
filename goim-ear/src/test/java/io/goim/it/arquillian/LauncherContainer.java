package io.goim.it.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Payara Micro as the launcher starts it, one for all test classes. */
public final class LauncherContainer implements DeployableContainer<LauncherConfiguration> {

  private Launcher launcher;

  @Override
  public Class<LauncherConfiguration> getConfigurationClass() {
    return LauncherConfiguration.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 6.0");
  }

  @Override
  public void start() throws LifecycleException {
    try {
      launcher = Launcher.start();
    } catch (IOException e) {
      throw new LifecycleException("the launcher did not start", e);
    }
  }

  @Override
  public void stop() throws LifecycleException {
    try {
      launcher.stop();
    } catch (IOException e) {
      throw new LifecycleException("the launcher did not stop", e);
    }
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path file = launcher.data().resolve(archive.getName());
      archive.as(ZipExporter.class).exportTo(file.toFile(), true);
      launcher.command("deploy " + file);
      Files.delete(file);
    } catch (IOException e) {
      throw new DeploymentException(archive.getName() + ": " + e.getMessage(), e);
    }
    HTTPContext context = new HTTPContext("127.0.0.1", launcher.http());
    context.add(new Servlet("ArquillianServletRunnerEE9", "/test"));
    context.add(new Servlet("goim", "/"));
    return new ProtocolMetaData().addContext(context);
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    try {
      launcher.command("undeploy " + archive.getName().replaceFirst("\\.[a-z]+$", ""));
    } catch (IOException e) {
      throw new DeploymentException(archive.getName() + ": " + e.getMessage(), e);
    }
  }
}

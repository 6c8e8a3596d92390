package io.goim.it.arquillian;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** Nothing to set: ports are chosen free, files lie in a temporary folder. */
public final class LauncherConfiguration implements ContainerConfiguration {

  @Override
  public void validate() throws ConfigurationException {}
}

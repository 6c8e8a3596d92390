package io.goim.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Payara Micro in this process that takes EARs: its boot class path holds the two modules that know
 * them, and archives are deployed after the boot. One thread at a time.
 *
 * <p>Deployed during the boot, an EAR makes Micro's own status report fail and stops the server.
 */
final class MicroServer {
  private static final Logger LOG = Logger.getLogger(MicroServer.class.getName());

  /** Takes some 50 ms. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final PayaraMicroRuntime runtime;
  private final List<String> deployed = new ArrayList<>();

  private MicroServer(PayaraMicroRuntime runtime) {
    this.runtime = runtime;
  }

  /** The folder that Payara Micro was laid out in at build time, beside the launcher's jar. */
  static Path distribution() throws StartFailure {
    try {
      Path code =
          Path.of(MicroServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = code.resolveSibling("payara");
      if (Files.exists(folder.resolve("launch-micro.jar"))) {
        return folder;
      }
      throw new StartFailure("Payara Micro is not in " + folder + "; build the launcher again");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Boots the server.
   *
   * @param distribution where its jars lie
   * @param arguments Payara Micro's own, with {@code --rootdir}
   */
  static MicroServer boot(Path distribution, List<String> arguments) throws StartFailure {
    System.setProperty(
        "fish.payara.micro.BootJar", distribution.resolve("launch-micro.jar").toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", distribution.toString());
    try {
      Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
          .getMethod("create", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
      return new MicroServer(PayaraMicro.getInstance().getRuntime());
    } catch (InvocationTargetException e) {
      LOG.log(Level.SEVERE, "The server could not boot", e.getCause());
      throw new StartFailure("the server could not boot: " + Cause.deepest(e));
    } catch (ReflectiveOperationException e) {
      throw new StartFailure("this is not the Payara Micro the launcher was made for: " + e);
    }
  }

  /**
   * Deploys an EAR, WAR or JAR under its file's name.
   *
   * @return the name
   * @throws StartFailure with the container's own words
   */
  String deploy(Path archive) throws StartFailure {
    Set<String> before = new HashSet<>(runtime.getDeployedApplicationNames());
    String wanted = archive.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
    if (before.contains(wanted)) {
      throw new StartFailure(wanted + " is deployed already; undeploy it first");
    }
    try (DeploymentWords words = DeploymentWords.listen()) {
      runtime.deploy(archive.toFile());
      Set<String> after = new HashSet<>(runtime.getDeployedApplicationNames());
      after.removeAll(before);
      if (after.isEmpty()) {
        throw new StartFailure(
            archive.getFileName() + " could not be deployed: " + words.explanation());
      }
      String name = after.iterator().next();
      deployed.add(name);
      return name;
    }
  }

  /** Undeploys an application that is there. */
  void undeploy(String name) throws StartFailure {
    if (!names().contains(name)) {
      throw new StartFailure(name + " is not deployed");
    }
    try (DeploymentWords words = DeploymentWords.listen()) {
      runtime.undeploy(name);
      deployed.remove(name);
      if (names().contains(name)) {
        throw new StartFailure(name + " could not be undeployed: " + words.explanation());
      }
    }
  }

  Collection<String> names() {
    return runtime.getDeployedApplicationNames();
  }

  /** Closes the HTTP port, undeploys everything, the newest first, and shuts the server down. */
  void stop() {
    closeHttp();
    List<String> newestFirst = new ArrayList<>(deployed);
    Collections.reverse(newestFirst);
    for (String name : newestFirst) {
      try {
        undeploy(name);
      } catch (StartFailure e) {
        LOG.log(Level.WARNING, e.getMessage());
      }
    }
    try {
      runtime.shutdown();
    } catch (BootstrapException e) {
      LOG.log(Level.WARNING, "The server did not shut down in order", e);
    }
  }

  /**
   * A caller that is refused the connection knows that nothing was done; from an application that is
   * half undeployed it would get an error page. Runs on this node only: a command without a list of
   * members goes to every node of the grid.
   */
  private void closeHttp() {
    try {
      for (Future<?> closed :
          runtime
              .run(
                  List.of(runtime.getLocalDescriptor()),
                  "set",
                  MicroArguments.LISTENER + "enabled=false")
              .values()) {
        closed.get(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      LOG.log(Level.INFO, "The HTTP port is closed later: {0}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.goim.launcher;

/**
 * The launcher for applications, which cannot see its classes: {@code io.goim:type=Launcher} on the
 * platform's MBean server.
 */
public interface LauncherMXBean {

  /** Ends the process in order, with status 0. Returns at once; asking again changes nothing. */
  void stop();
}

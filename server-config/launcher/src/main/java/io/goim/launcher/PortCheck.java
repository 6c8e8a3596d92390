package io.goim.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds a port that is taken before anything is started that would have to be stopped again. */
final class PortCheck {
  private final String bind;
  private final Map<Integer, String> purposes = new LinkedHashMap<>();

  PortCheck(String bind) {
    this.bind = bind;
  }

  /**
   * Adds a port.
   *
   * @param port 0 is off and not checked
   * @param purpose what it is for, as the failure will say it
   */
  PortCheck with(int port, String purpose) {
    if (port > 0) {
      purposes.putIfAbsent(port, purpose);
    }
    return this;
  }

  void run() throws StartFailure {
    InetAddress address;
    try {
      address = InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new StartFailure(
          bind + " is no address of this machine; choose another with --bind ADDRESS");
    }
    for (Map.Entry<Integer, String> port : purposes.entrySet()) {
      check(address, port.getKey(), port.getValue());
    }
  }

  private void check(InetAddress address, int port, String purpose) throws StartFailure {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a node that just stopped may linger in TIME_WAIT; they are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (BindException e) {
      throw new StartFailure(
          unassigned(e)
              ? bind + " is no address of this machine; choose another with --bind ADDRESS"
              : "port "
                  + port
                  + " for "
                  + purpose
                  + " is in use on "
                  + bind
                  + "; stop the program that holds it, or move all ports of this node with"
                  + " --offset N");
    } catch (IOException e) {
      throw new StartFailure(
          "port "
              + port
              + " for "
              + purpose
              + " cannot be opened on "
              + bind
              + ": "
              + e.getMessage());
    }
  }

  private static boolean unassigned(BindException e) {
    return e.getMessage() != null && e.getMessage().contains("assign requested address");
  }
}

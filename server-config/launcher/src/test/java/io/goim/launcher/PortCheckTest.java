package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortCheckTest {

  @Test
  void shouldNameThePortItsPurposeAndTheWayOut() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      String sentence = refused(new PortCheck("127.0.0.1").with(port, "TCP clients"));

      assertTrue(
          sentence.startsWith("port " + port + " for TCP clients is in use on 127.0.0.1"),
          sentence);
      assertTrue(sentence.contains("--offset N"), sentence);
    }
  }

  @Test
  void shouldSeeAListenerOnAllAddresses() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      refused(new PortCheck("127.0.0.1").with(taken.getLocalPort(), "HTTP"));
    }
  }

  @Test
  void shouldSeeAListenerOnOneAddressWhenItWantsAll() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      refused(new PortCheck("0.0.0.0").with(taken.getLocalPort(), "HTTP"));
    }
  }

  @Test
  void shouldNotBeFooledByConnectionsInTimeWait() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress("127.0.0.1", 0));
      port = server.getLocalPort();
      try (Socket client = new Socket("127.0.0.1", port)) {
        // The side that closes first keeps the port in TIME_WAIT.
        server.accept().close();
        assertTrue(client.getInputStream().read() < 0);
      }
    }

    new PortCheck("127.0.0.1").with(port, "HTTP").run();
  }

  @Test
  void shouldPassOverAPortThatIsOff() throws StartFailure {
    new PortCheck("127.0.0.1").with(0, "WebSocket clients with TLS").run();
  }

  @Test
  void shouldSayThatAnAddressIsNotOfThisMachine() throws IOException {
    int port = LauncherProcess.freePort();

    // 192.0.2.0/24 is for documentation and belongs to no machine.
    String sentence = refused(new PortCheck("192.0.2.1").with(port, "HTTP"));

    assertTrue(sentence.startsWith("192.0.2.1 is no address of this machine"), sentence);
  }

  private static String refused(PortCheck check) {
    return assertThrows(StartFailure.class, check::run).getMessage();
  }
}

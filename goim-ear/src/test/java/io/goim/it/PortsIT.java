package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node as it is unless told otherwise: who could reach it, and where. */
@ExtendWith(SharedNode.class)
class PortsIT {

  /** Closed until there is a certificate; {@link TlsIT} has it open. */
  private static final int WEBSOCKET_TLS = 3103;

  @Test
  void shouldListenOnLoopbackOnly(Node node) throws IOException {
    List<InetSocketAddress> elsewhere =
        ListeningSockets.of(node.pid()).addresses().stream()
            .filter(address -> !address.getAddress().isLoopbackAddress())
            .toList();
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void shouldListenOnThePortsOfThePageAndOnNoOthers(Node node) throws IOException {
    Set<Integer> expected = new TreeSet<>(ListeningSockets.documented());
    expected.remove(WEBSOCKET_TLS);
    assertEquals(expected, ListeningSockets.of(node.pid()).ports(node.offset()));
  }

  @Test
  void shouldSeeASocketOfAnyFamilyAndWhereItIs() throws IOException {
    for (String name : List.of("127.0.0.1", "::1", "0.0.0.0", "::")) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(name))) {
        InetSocketAddress own =
            ListeningSockets.of(ProcessHandle.current().pid()).addresses().stream()
                .filter(address -> address.getPort() == socket.getLocalPort())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not seen"));
        assertEquals(name.endsWith("1"), own.getAddress().isLoopbackAddress(), own.toString());
      }
    }
  }
}

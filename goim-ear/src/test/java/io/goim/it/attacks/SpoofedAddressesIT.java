package io.goim.it.attacks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.fixture.MutatedPackets;
import io.goim.it.Http;
import io.goim.it.Node;
import io.goim.it.Poll;
import io.goim.it.Scrape;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node behind proxies at 127.0.0.1 and ::1: it believes what these say of a client's address, and
 * nobody else. Seen by how many distinct addresses the node counts.
 */
class SpoofedAddressesIT {

  private static final String PROXY = "127.0.0.1";
  private static final String STRANGER = "127.0.0.2";
  private static final String UNKNOWN = "PROXY UNKNOWN\r\n";

  @TempDir private Path data;

  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  @Test
  void shouldBelieveProxiesAndNobodyElse() throws Exception {
    try (Node node =
        Node.start(
            data,
            "--bind",
            "::",
            "--set",
            "goim.api.auth=none",
            "--set",
            "goim.cluster.secret=none",
            "--set",
            "goim.trusted-proxies=127.0.0.1/32,::1/128",
            "--set",
            "goim.comet.proxy-protocol=true")) {
      int tcp = node.tcp();
      int websocket = node.websocket();
      int jakarta = node.http();
      // Through the proxies: each client's own address.
      tcp(PROXY, tcp, "PROXY TCP4 192.0.2.1 127.0.0.1 4711 3101\r\n");
      tcp("::1", tcp, "PROXY TCP6 2001:db8::1 ::1 4711 3101\r\n");
      webSocket(PROXY, websocket, UNKNOWN, "203.0.113.66, 192.0.2.2");
      webSocket("::1", websocket, UNKNOWN, "2001:db8::2");
      webSocket(PROXY, websocket, "PROXY TCP4 192.0.2.3 127.0.0.1 4711 3102\r\n", "192.0.2.99");
      webSocket(PROXY, jakarta, "", "192.0.2.4");
      webSocket("::1", jakarta, "", "2001:db8::4");
      awaitAddresses(node, 7);
      // A stranger: 127.0.0.2, whatever it says.
      webSocket(STRANGER, websocket, "", "192.0.2.50");
      webSocket(STRANGER, websocket, "", "192.0.2.51");
      webSocket(STRANGER, jakarta, "", "192.0.2.52");
      tcp(STRANGER, tcp, "");
      awaitAddresses(node, 8);
      try (Socket spoofing = Attackers.connect(STRANGER, tcp)) {
        spoofing
            .getOutputStream()
            .write("PROXY TCP4 192.0.2.53 127.0.0.1 1 3101\r\n".getBytes(US_ASCII));
        assertEquals(0, Attackers.readToTheEnd(spoofing).length);
      }
      assertEquals(1, Scrape.of(new Http(node)).sum("goim_closes_total", "reason", "bad-packet"));
    }
  }

  private static void awaitAddresses(Node node, int expected) {
    Http http = new Http(node);
    Poll.until(
        Duration.ofSeconds(30),
        () -> Scrape.of(http).sum("goim_client_addresses") == expected,
        () -> Scrape.of(http).sum("goim_client_addresses") + " addresses, not " + expected);
  }

  private void tcp(String source, int port, String header) throws IOException {
    Socket client = connect(source, port);
    client.getOutputStream().write(header.getBytes(US_ASCII));
    client.getOutputStream().write(MutatedPackets.packet(7, "{}"));
    assertEquals(16, client.getInputStream().readNBytes(16).length, "no answer to " + header);
  }

  private void webSocket(String source, int port, String header, String forwardedFor)
      throws IOException {
    Socket client = connect(source, port);
    String upgrade =
        new String(Mutants.UPGRADE, US_ASCII)
            .replaceFirst("\r\n\r\n$", "\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n");
    client.getOutputStream().write((header + upgrade).getBytes(US_ASCII));
    String answer = "";
    while (!answer.endsWith("\r\n\r\n")) {
      int next = client.getInputStream().read();
      assertTrue(next >= 0, "closed after " + answer);
      answer += (char) next;
    }
    assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
    client.getOutputStream().write(MutatedPackets.masked(0x82, MutatedPackets.packet(7, "{}")));
    assertEquals(18, client.getInputStream().readNBytes(18).length);
  }

  private Socket connect(String source, int port) throws IOException {
    Socket socket = new Socket();
    clients.add(socket);
    socket.setSoTimeout(60_000);
    if (source.contains(":")) {
      socket.connect(new InetSocketAddress("::1", port), 60_000);
    } else {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port), 60_000);
    }
    return socket;
  }
}

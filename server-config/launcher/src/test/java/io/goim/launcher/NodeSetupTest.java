package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSetupTest {

  @Test
  void shouldHaveTheDefaultsOfTheApplication() throws Exception {
    NodeSetup setup = read(Map.of(), "--default-data", "/srv/node-0");

    assertEquals(
        new NodeSetup(
            "127.0.0.1",
            0,
            3111,
            3101,
            3102,
            0,
            6900,
            Path.of("/srv/node-0"),
            Set.of("comet", "logic", "job"),
            new Fences("", false),
            InetAddress.getLocalHost().getHostName(),
            false),
        setup);
  }

  @Test
  void shouldKnowWhoseLogItIsAndInWhichForm() throws StartFailure {
    NodeSetup setup =
        read(Map.of("GOIM_LOG_FORMAT", "json"), "--set", "goim.node.host=node-a", "--offset", "5");

    assertTrue(setup.jsonLog());
    assertEquals("node-a", setup.name());
    assertTrue(read(Map.of(), "--offset", "5").name().endsWith("-5"));
  }

  @Test
  void shouldAddTheOffsetToEveryPort() throws StartFailure {
    NodeSetup setup =
        read(Map.of(), "--offset", "10", "--set", "goim.comet.certificates=/etc/a.pem");

    assertEquals(3121, setup.httpPort());
    assertEquals(3111, setup.tcpPort());
    assertEquals(3112, setup.websocketPort());
    assertEquals(3113, setup.websocketTlsPort());
    assertEquals(6910, setup.gridPort());
  }

  @Test
  void shouldLookUpCommandLineBeforeEnvironmentBeforeFile(@TempDir Path folder)
      throws IOException, StartFailure {
    Path file = folder.resolve("goim.properties");
    Files.writeString(
        file, "goim.http.port=1\ngoim.comet.tcp.port=2\ngoim.comet.websocket.port=3\n");

    NodeSetup setup =
        read(
            Map.of("GOIM_HTTP_PORT", "11", "GOIM_COMET_TCP_PORT", "12"),
            "--config",
            file.toString(),
            "--set",
            "goim.http.port=21");

    assertEquals(21, setup.httpPort());
    assertEquals(12, setup.tcpPort());
    assertEquals(3, setup.websocketPort());
  }

  @Test
  void shouldLeaveWrongValuesToTheApplication() throws StartFailure {
    NodeSetup setup =
        read(Map.of(), "--set", "goim.http.port=http", "--set", "goim.port-offset=99999");

    assertEquals(3111, setup.httpPort());
    assertEquals(0, setup.offset());
  }

  @Test
  void shouldFollowPayaraMicrosOwnPorts() throws StartFailure {
    NodeSetup setup = read(Map.of(), "--port", "9000", "--startport", "9001");

    assertEquals(9000, setup.httpPort());
    assertEquals(9001, setup.gridPort());
  }

  @Test
  void shouldHaveNoPortsForClientsWithoutTheRole() throws StartFailure {
    NodeSetup setup =
        read(
            Map.of(),
            "--set",
            "goim.roles=Logic, job",
            "--set",
            "goim.comet.certificates=/etc/a.pem");

    assertEquals(Set.of("logic", "job"), setup.roles());
    assertEquals(0, setup.tcpPort());
    assertEquals(0, setup.websocketPort());
    assertEquals(0, setup.websocketTlsPort());
  }

  @Test
  void shouldNameAnAddressThatCanBeConnectedTo() throws StartFailure {
    assertEquals("127.0.0.1", read(Map.of(), "--bind", "0.0.0.0").reachable());
    assertEquals("[::1]", read(Map.of(), "--bind", "::1").reachable());
    assertTrue(read(Map.of(), "--bind", "0.0.0.0").wildcard());
  }

  @Test
  void shouldSayThatTheSettingsFileIsMissing() {
    StartFailure failure =
        assertThrows(StartFailure.class, () -> read(Map.of(), "--config", "/no/such.properties"));

    assertTrue(failure.getMessage().contains("/no/such.properties cannot be read"));
  }

  private static NodeSetup read(Map<String, String> environment, String... words)
      throws StartFailure {
    return NodeSetup.read(CommandLine.parse(words), environment);
  }
}

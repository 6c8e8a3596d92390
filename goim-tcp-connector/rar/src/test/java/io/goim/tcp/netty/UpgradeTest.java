package io.goim.tcp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.protocol.session.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeTest {

  /** Each row changes one thing of a good request. */
  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /sub | GET /other | HTTP/1.1 404 Not Found
          GET /sub | GET / | HTTP/1.1 404 Not Found
          GET /sub | GET /sub/ | HTTP/1.1 404 Not Found
          GET /sub | POST /other | HTTP/1.1 404 Not Found
          GET /sub | POST /sub | HTTP/1.1 405 Method Not Allowed
          Upgrade: websocket | X: y | HTTP/1.1 426 Upgrade Required
          Upgrade: websocket | Upgrade: h2c | HTTP/1.1 426 Upgrade Required
          Connection: Upgrade | Connection: close | HTTP/1.1 426 Upgrade Required
          Version: 13 | Version: 8 | HTTP/1.1 426 Upgrade Required
          Sec-WebSocket-Key: dGhl | X: y | HTTP/1.1 400 Bad Request
          dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZQ | HTTP/1.1 101 Switching Protocols
          dGhlIHNhbXBsZSBub25jZQ== | dGhl | HTTP/1.1 400 Bad Request
          dGhlIHNhbXBsZSBub25jZQ== | !!! | HTTP/1.1 400 Bad Request
          Host: localhost | X: y | HTTP/1.1 400 Bad Request
          Host: localhost | Content-Length: 3 | HTTP/1.1 400 Bad Request
          HTTP/1.1 | HTTP/1.0 | HTTP/1.1 400 Bad Request
          HTTP/1.1 | nonsense | HTTP/1.1 400 Bad Request
          GET /sub | GET /sub?token=a/b | HTTP/1.1 101 Switching Protocols
          Upgrade: websocket | upgrade: WebSocket | HTTP/1.1 101 Switching Protocols
          Connection: Upgrade | Connection: keep-alive, Upgrade | HTTP/1.1 101 Switching Protocols
          """)
  void shouldAnswer(String good, String changed, String status) throws Exception {
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
      client.send(Wire.ascii(Wire.UPGRADE.replace(good, changed)));
      String answer = new String(client.received(), StandardCharsets.US_ASCII);
      assertEquals(status, answer.lines().findFirst().orElse(""));
      boolean accepted = status.contains("101");
      assertEquals(accepted, client.isOpen());
      assertEquals(accepted ? List.of() : List.of("closed PROTOCOL_ERROR"), client.handler.drain());
    }
  }

  @Test
  void shouldRefuseARequestLineAndHeadersThatAreTooLong() throws Exception {
    assertEquals("HTTP/1.1 414 URI Too Long", statusOf("GET /sub", "GET /sub?" + "x".repeat(5000)));
    assertEquals(
        "HTTP/1.1 431 Request Header Fields Too Large",
        statusOf("Host: localhost", "Host: localhost\r\nCookie: " + "x".repeat(20_000)));
  }

  @Test
  void shouldSayHowToUpgradeAndCloseAfterAShortBody() throws Exception {
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
      client.send(Wire.ascii("GET /sub HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      String answer = new String(client.received(), StandardCharsets.US_ASCII);
      assertTrue(answer.contains("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"), answer);
      assertTrue(answer.contains("Content-Length: 20\r\n"), answer);
      assertTrue(answer.endsWith("\r\n\r\nthis is a WebSocket\n"), answer);
      assertFalse(client.isOpen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, HTTP/1.1 101 Switching Protocols",
    "HTTPS://APP.example.org, HTTP/1.1 101 Switching Protocols",
    "https://evil.example.org, HTTP/1.1 403 Forbidden",
    "http://app.example.org, HTTP/1.1 403 Forbidden",
    "https://app.example.org:8443, HTTP/1.1 403 Forbidden",
    "https://app.example.org.evil.org, HTTP/1.1 403 Forbidden",
    "null, HTTP/1.1 403 Forbidden",
  })
  void shouldLetInPagesOfTheOriginsOnTheList(String origin, String status) throws Exception {
    assertEquals(status, statusFrom("Origin: " + origin + "\r\n"));
  }

  @Test
  void shouldLetInWhatIsNoBrowserAndRefuseASecondOrigin() throws Exception {
    assertEquals("HTTP/1.1 101 Switching Protocols", statusFrom(""));
    assertEquals(
        "HTTP/1.1 403 Forbidden",
        statusFrom("Origin: https://app.example.org\r\nOrigin: https://evil.example.org\r\n"));
  }

  private static String statusFrom(String headers) throws Exception {
    Settings settings = Settings.none().withOrigins("https://app.example.org");
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET, settings)) {
      client.send(Wire.ascii(Wire.UPGRADE.replace("Host:", headers + "Host:")));
      String status =
          new String(client.received(), StandardCharsets.US_ASCII).lines().findFirst().orElse("");
      if (!client.isOpen()) {
        assertEquals(List.of("closed ORIGIN_NOT_ALLOWED"), client.handler.drain());
      }
      return status;
    }
  }

  private static String statusOf(String good, String changed) throws Exception {
    try (EmbeddedClient client = new EmbeddedClient(Transport.WEBSOCKET)) {
      client.send(Wire.ascii(Wire.UPGRADE.replace(good, changed)));
      assertFalse(client.isOpen());
      return new String(client.received(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}

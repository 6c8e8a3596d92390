package io.goim.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests at the HTTP port that try for more than they say, byte by byte as an attacker sends them. */
@ExtendWith(SharedNode.class)
class HostileRequestsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** What a header would be made of, in the ways that decoders differ about. */
  private static final List<String> INJECTIONS =
      List.of(
          "x%0D%0ASet-Cookie:%20a=b%0D%0A%0D%0A%3Chtml%3E",
          "x%0ASet-Cookie:%20a=b",
          "x%E5%98%8D%E5%98%8ASet-Cookie:%20a=b",
          "%00%0D%0ASet-Cookie:a=b");

  /** Every parameter of every call that the node describes, and one that it does not know. */
  @Test
  void shouldLetNoParameterMakeAHeader(Node node) throws IOException {
    OpenApi api = OpenApi.of(new Http(node));
    int tried = 0;
    for (OpenApi.Call call : api.calls()) {
      if (call.toString().equals("POST /goim/admin/drain")) {
        continue; // The shared node must live on.
      }
      for (String injection : INJECTIONS) {
        for (JsonObject parameter : api.parameters(call)) {
          String name = parameter.getString("name");
          String query = api.query(call, name);
          String target =
              call.path() + query + (query.isEmpty() ? "?" : "&") + name + "=" + injection;
          assertNothingInjected(answer(node, call.method(), target), call + " " + name);
          tried++;
        }
        String unknown = call.path() + "?" + injection + "=" + injection;
        assertNothingInjected(answer(node, call.method(), unknown), call + " " + injection);
      }
    }
    assertTrue(tried > 100, tried + " were tried");
  }

  @Test
  void shouldServeNoFileOutsideThePages(Node node) throws IOException {
    for (String path :
        List.of(
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/%57EB-INF/web.xml",
            "/WEB-INF;x=1/web.xml",
            "/WEB-INF./web.xml",
            "/WEB-INF/web.xml%00.html",
            "/./WEB-INF/web.xml",
            "//WEB-INF/web.xml",
            "/index.html/../WEB-INF/web.xml",
            "/x/..;/WEB-INF/web.xml",
            "/x/%2e%2e/WEB-INF/web.xml",
            "/x%2f..%2fWEB-INF%2fweb.xml",
            "/x\\..\\WEB-INF\\web.xml",
            "/x%5c..%5cWEB-INF%5cweb.xml",
            "/META-INF/openapi.yaml",
            "/META-INF/MANIFEST.MF",
            "/WEB-INF/classes/META-INF/openapi.yaml",
            "/../../../../../../etc/passwd",
            "/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
            "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/%c0%ae%c0%ae/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
            "/..;/..;/..;/..;/..;/etc/passwd",
            "/....//....//....//....//etc/passwd",
            "/%252e%252e/%252e%252e/etc/passwd",
            "/file:///etc/passwd",
            "/goim/../WEB-INF/web.xml",
            "/sub/../WEB-INF/web.xml")) {
      String answer = answer(node, "GET", path);
      assertFalse(answer.startsWith("HTTP/1.1 200"), path + "\n" + answer);
      for (String secret : List.of("<web-app", "root:", "Manifest-Version", "openapi: 3")) {
        assertFalse(answer.contains(secret), path + "\n" + answer);
      }
    }
  }

  private static void assertNothingInjected(String answer, String where) {
    int end = answer.indexOf("\r\n\r\n");
    String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
    assertFalse(head.contains("set-cookie"), where + "\n" + answer);
    int status = Integer.parseInt(answer.substring(9, 12));
    assertTrue(status == 200 || status == 400, where + "\n" + answer);
    if (head.contains("content-type: application/json")) {
      // Whatever is around it, such as the lengths of chunks.
      String body = answer.substring(answer.indexOf('{', end), answer.lastIndexOf('}') + 1);
      assertEquals(
          status == 200,
          Json.createReader(new StringReader(body)).readObject().getInt("code", 0) == 0,
          where + "\n" + answer);
    }
  }

  /** The whole answer; the connection ends after it. */
  private static String answer(Node node, String method, String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", node.http())) {
      socket.setSoTimeout((int) SOON.toMillis());
      String request =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}

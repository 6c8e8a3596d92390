package io.goim.client.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.client.load.HttpConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpConnectionTest {

  private static final String REQUEST = "POST / HTTP/1.1\r\n\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACCEPTED   | 200 OK | Content-Length: 11 | {\"code\":0 }",
        "ACCEPTED   | 200 OK | CONTENT-LENGTH: 23 | {\"code\":0,\"message\":\"\"}",
        "ACCEPTED   | 200 OK | Transfer-Encoding: chunked | a^{\"code\":0}^0^^",
        "REFUSED    | 200 OK | Content-Length: 13 | {\"code\":-500}",
        "REFUSED    | 200 OK | Content-Length: 11 | {\"code\":01}",
        "REFUSED    | 503 No | Content-Length: 10 | {\"code\":0}",
        "REFUSED    | 204 No | Date: today | ''",
        "UNANSWERED | 200 OK | Content-Length: 99 | {\"code\":0}",
        "UNANSWERED | 200 OK | Transfer-Encoding: chunked | a^{\"code\":0}^"
      })
  void shouldBelieveAnAnswerOnlyWhenItSaysSo(
      Answer expected, String status, String field, String body) throws Exception {
    String answer = "HTTP/1.1 " + status + "\r\n" + field + "\r\n\r\n" + body.replace("^", "\r\n");

    assertEquals(List.of(expected), post(1, answer));
  }

  @Test
  void shouldKeepItsConnectionAndMakeItAgainWhenTheServerClosesIt() throws Exception {
    String lasting = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"code\":0}";
    String last = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{\"code\":0}";

    assertEquals(
        List.of(Answer.ACCEPTED, Answer.ACCEPTED, Answer.ACCEPTED), post(3, lasting, last));
  }

  @Test
  void shouldNotSendWithoutAConnection() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) closed.getLocalSocketAddress();
    }
    try (HttpConnection http = new HttpConnection(nobody)) {
      assertEquals(Answer.NOT_SENT, http.post(REQUEST.getBytes(US_ASCII)));
    }
  }

  @Test
  void shouldKnowWhereAnAnswerEnds() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";

    assertFalse(HttpConnection.isWhole(head));
    assertFalse(HttpConnection.isWhole(head + "\r\n{"));
    assertTrue(HttpConnection.isWhole(head + "\r\n{}"));
    assertTrue(HttpConnection.isWhole("HTTP/1.1 204 No Content\r\n\r\n"));
  }

  @Test
  void shouldWriteTheHostHeaderOfAnyAddress() {
    assertEquals("127.0.0.1:80", HttpConnection.host(new InetSocketAddress("127.0.0.1", 80)));
    assertEquals("[0:0:0:0:0:0:0:1]:80", HttpConnection.host(new InetSocketAddress("::1", 80)));
  }

  /** What becomes of some posts when each connection gives these answers and is closed then. */
  private static List<Answer> post(int times, String... answers) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HttpConnection http =
            new HttpConnection((InetSocketAddress) listener.getLocalSocketAddress())) {
      CompletableFuture<Void> serving = serve(listener, times, answers);
      List<Answer> result = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        result.add(http.post(REQUEST.getBytes(US_ASCII)));
      }
      serving.get(10, TimeUnit.SECONDS);
      return result;
    }
  }

  private static CompletableFuture<Void> serve(
      ServerSocket listener, int times, String... answers) {
    return CompletableFuture.runAsync(
        () -> {
          int served = 0;
          while (served < times) {
            try (Socket socket = listener.accept()) {
              for (int i = 0; i < answers.length && served < times; i++, served++) {
                socket.getInputStream().readNBytes(REQUEST.length());
                socket.getOutputStream().write(answers[i].getBytes(US_ASCII));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }
}

package io.goim.auth;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * HTTP calls that are bounded in time and in what they take in. Thread safe; no method blocks. HTTP/1.1,
 * no redirects: a token goes where the settings say and nowhere else.
 */
final class HttpCalls {

  private final HttpClient client;
  private final int longestBody;

  /**
   * @param executor runs what follows an answer
   * @param connectTimeout longest wait for a connection
   * @param longestBody bytes of an answer; a longer one is a failure
   */
  HttpCalls(Executor executor, Duration connectTimeout, int longestBody) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .executor(executor)
            .build();
    this.longestBody = longestBody;
  }

  /**
   * Sends a request.
   *
   * @param limit for everything together, the body of the answer included
   * @return the answer, whatever its status; failed when none came in time or it was too long
   */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, info -> new BoundedBody(longestBody));
    // The client's own limit ends when the head of the answer is there.
    CompletableFuture<HttpResponse<byte[]>> bounded =
        exchange.copy().orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    bounded.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            exchange.cancel(true);
          }
        });
    return bounded;
  }
}

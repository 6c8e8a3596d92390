package io.goim.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The HTTP API as a backend calls it. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;

  public Http(Node node) {
    this.base = node.httpUrl();
  }

  Http(String base) {
    this.base = base;
  }

  /** Posts and expects {@code code 0}. */
  public void push(String pathAndQuery, String body) {
    HttpResponse<String> answer = post(pathAndQuery, body);
    if (answer.statusCode() != 200 || !answer.body().equals("{\"code\":0,\"message\":\"\"}")) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  public HttpResponse<String> post(String pathAndQuery, String body) {
    return send(request(pathAndQuery).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /**
   * Posts with headers.
   *
   * @param headers name, value, name, value
   */
  HttpResponse<String> post(String pathAndQuery, String body, String... headers) {
    return send(
        request(pathAndQuery)
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public HttpResponse<String> get(String pathAndQuery) {
    return send(request(pathAndQuery).GET().build());
  }

  HttpResponse<String> delete(String pathAndQuery) {
    return send(request(pathAndQuery).DELETE().build());
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

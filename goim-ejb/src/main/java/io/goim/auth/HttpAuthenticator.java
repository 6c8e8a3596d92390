package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.comet.Login;
import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.config.HttpAuthSettings;
import io.goim.logic.Identity;
import io.goim.ops.NodeThreads;
import jakarta.json.spi.JsonProvider;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks a service of the user's own who a client is, by HTTP. Thread safe; nothing blocks.
 *
 * <p>200 with an identity lets the client in, 401 and 403 refuse it; every other end of the call says
 * nothing about the client, which may come back. At most {@code max-calls} run at a time, and a {@link
 * CircuitBreaker} spares a service that fails.
 *
 * <p>Source: docs/SECURITY.md, "Asking your own service".
 */
final class HttpAuthenticator implements AuthenticationMode {

  private static final Logger LOG = Logger.getLogger(HttpAuthenticator.class.getName());

  /** Bytes of an answer; a list of 10,000 operations fits. */
  private static final int LONGEST = 128 * 1024;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final HttpAuthSettings settings;
  private final String server;
  private final HttpCalls calls;
  private final Semaphore free;
  private final CircuitBreaker breaker;
  private final HttpIdentity identities = new HttpIdentity();

  // Looking up the provider searches the class path, so it happens once.
  private final JsonProvider json = JsonProvider.provider();

  HttpAuthenticator(HttpAuthSettings settings, String server, NodeThreads threads) {
    this(settings, server, threads, System::nanoTime);
  }

  /**
   * @param server name of this node
   * @param nanos time as {@link System#nanoTime()} has it
   */
  HttpAuthenticator(
      HttpAuthSettings settings, String server, NodeThreads threads, LongSupplier nanos) {
    this.settings = settings;
    this.server = server;
    this.calls = new HttpCalls(threads, settings.timeout(), LONGEST);
    this.free = new Semaphore(settings.maxCalls());
    this.breaker = new CircuitBreaker(settings.breakerFailures(), settings.breakerPause(), nanos);
  }

  @Override
  public String start() {
    return "asking " + settings.url().orElseThrow();
  }

  @Override
  public void stop() {
    // Calls under way end within their time.
  }

  @Override
  public CompletionStage<Identity> authenticate(Login login) {
    if (!free.tryAcquire()) {
      return unavailable("callback-busy", "too many calls of goim.auth.http.url are under way");
    }
    if (!breaker.permits()) {
      free.release();
      return unavailable("callback-down", "goim.auth.http.url failed too often a moment ago");
    }
    CompletableFuture<HttpResponse<byte[]>> call;
    try {
      call = calls.send(request(login), settings.timeout());
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    return call.handle(this::identity).thenCompose(identity -> identity);
  }

  private HttpRequest request(Login login) {
    String body =
        json.createObjectBuilder()
            .add("token", new String(login.token(), UTF_8))
            .add("address", login.remoteAddress())
            .add("transport", login.transport().name().toLowerCase(Locale.ROOT))
            .add("server", server)
            .build()
            .toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url().orElseThrow())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!settings.authorization().isEmpty()) {
      request.header("Authorization", settings.authorization());
    }
    return request.build();
  }

  /** What the end of a call means; the call gives its place back here. */
  private CompletionStage<Identity> identity(HttpResponse<byte[]> answer, Throwable failure) {
    free.release();
    if (failure != null) {
      return failed("callback-failed", failure.toString());
    }
    switch (answer.statusCode()) {
      case OK -> {
        return identity(answer.body());
      }
      case UNAUTHORIZED, FORBIDDEN -> {
        succeeded();
        return CompletableFuture.failedFuture(
            new LoginRefusedException(
                "callback-refused", "goim.auth.http.url answered " + answer.statusCode()));
      }
      default -> {
        return failed("callback-failed", "it answered " + answer.statusCode());
      }
    }
  }

  private CompletionStage<Identity> identity(byte[] body) {
    try {
      Identity identity = identities.read(body);
      succeeded();
      return CompletableFuture.completedFuture(identity);
    } catch (IllegalArgumentException e) {
      return failed("callback-garbage", "its answer is no identity: " + e.getMessage());
    }
  }

  private void succeeded() {
    if (breaker.succeeded()) {
      LOG.log(Level.INFO, "{0} answers again", settings.url().orElseThrow());
    }
  }

  private CompletionStage<Identity> failed(String reason, String why) {
    if (breaker.failed()) {
      LOG.log(
          Level.WARNING,
          "{0} failed, logins are sent away for {1}: {2}",
          new Object[] {settings.url().orElseThrow(), settings.breakerPause(), why});
    }
    return unavailable(reason, why);
  }

  private static CompletionStage<Identity> unavailable(String reason, String message) {
    return CompletableFuture.failedFuture(new LoginUnavailableException(reason, message));
  }
}

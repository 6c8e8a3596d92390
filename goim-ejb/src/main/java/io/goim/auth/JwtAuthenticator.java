package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.comet.Login;
import io.goim.comet.LoginUnavailableException;
import io.goim.config.JwtSettings;
import io.goim.logic.Identity;
import io.goim.ops.NodeThreads;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Believes what a trusted party has signed: the token is a compact JWT, or a JSON token whose field
 * {@code jwt} holds one. Thread safe.
 *
 * <p>Everything happens on {@link VerifierThreads}. When their queue is full, or too many logins wait
 * for newer keys, the client is told to come back.
 */
final class JwtAuthenticator implements AuthenticationMode {

  private final Supplier<KeySource> sources;
  private final JwtClaims claims;
  private final VerifierThreads verifiers;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();
  private final TokenParser tokens = new TokenParser();

  /** Null until the start. */
  private volatile KeySource source;

  JwtAuthenticator(JwtSettings settings, NodeThreads threads, Clock clock) {
    this(settings, () -> Jwks.source(settings, threads, System::nanoTime), threads, clock);
  }

  JwtAuthenticator(
      JwtSettings settings, Supplier<KeySource> sources, NodeThreads threads, Clock clock) {
    this.sources = sources;
    this.claims = new JwtClaims(settings, clock);
    this.verifiers = new VerifierThreads(threads, settings.threads(), settings.queue());
    this.mostWaiting = settings.queue();
  }

  @Override
  public String start() {
    KeySource keys = sources.get();
    String said = keys.start();
    verifiers.start();
    source = keys;
    return "signed tokens (JWT), " + said;
  }

  @Override
  public void stop() {
    KeySource keys = source;
    if (keys != null) {
      keys.stop();
    }
    verifiers.stop();
  }

  @Override
  public CompletionStage<Identity> authenticate(Login login) {
    CompletableFuture<Identity> answer = new CompletableFuture<>();
    if (source == null) {
      answer.completeExceptionally(
          new LoginUnavailableException("not-running", "the node has not started yet"));
    } else {
      submit(login, answer, true);
    }
    return answer;
  }

  /**
   * @param mayLook whether newer keys may be looked for
   */
  private void submit(Login login, CompletableFuture<Identity> answer, boolean mayLook) {
    try {
      verifiers.execute(() -> check(login, answer, mayLook));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(
          new LoginUnavailableException("queue-full", "too many logins wait to be verified"));
    }
  }

  private void check(Login login, CompletableFuture<Identity> answer, boolean mayLook) {
    KeySet keys = source.current();
    try {
      answer.complete(identity(login.token(), keys));
    } catch (UnknownKeyException e) {
      if (mayLook) {
        lookForNewer(login, answer, keys);
      } else {
        answer.completeExceptionally(e);
      }
    } catch (RuntimeException | Error e) {
      // An Error, too, such as too deep a recursion in a parser: the client must get an answer.
      answer.completeExceptionally(e);
    }
  }

  private Identity identity(byte[] token, KeySet keys) {
    GoimToken outer = isJson(token) ? tokens.parse(token) : GoimToken.NONE;
    String compact = isJson(token) ? outer.jwt() : new String(token, UTF_8).strip();
    return claims.identity(SignedToken.open(compact, keys), outer);
  }

  private static boolean isJson(byte[] token) {
    for (byte b : token) {
      if (b > ' ') {
        return b == '{';
      }
    }
    return false;
  }

  private void lookForNewer(Login login, CompletableFuture<Identity> answer, KeySet keys) {
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      answer.completeExceptionally(
          new LoginUnavailableException("queue-full", "too many logins wait for newer keys"));
      return;
    }
    source
        .newer(keys)
        .whenComplete(
            (newer, failure) -> {
              waiting.decrementAndGet();
              if (failure == null) {
                submit(login, answer, false);
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }
}

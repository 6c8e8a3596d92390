package io.goim.auth;

import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.logic.Identity;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a login ended, in one word and a reason. */
final class Outcome {

  private static final long PATIENCE_SECONDS = 20;

  private Outcome() {}

  /** {@code in KEY}, {@code refused REASON} or {@code later REASON}. */
  static String of(CompletionStage<Identity> login) {
    try {
      return "in " + identity(login).key();
    } catch (LoginRefusedException e) {
      return "refused " + e.reason();
    } catch (LoginUnavailableException e) {
      return "later " + e.reason();
    }
  }

  /** Who it is; throws what the login failed with. */
  static Identity identity(CompletionStage<Identity> login) {
    try {
      return login.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(cause);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}

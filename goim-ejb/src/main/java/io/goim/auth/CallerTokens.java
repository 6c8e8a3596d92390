package io.goim.auth;

import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.config.JwtSettings;
import io.goim.ops.NodeThreads;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signed tokens of callers of the HTTP API, verified like those of clients but on the caller's own
 * thread, which may block. Thread safe.
 *
 * <p>Source: MicroProfile JWT 2.1 sections 4 and 5 for the claims {@code groups} and {@code upn}.
 */
public final class CallerTokens {

  private final JwtSettings settings;
  private final NodeThreads threads;
  private final JwtClaims claims;

  /** Null until the start. */
  private volatile KeySource source;

  public CallerTokens(JwtSettings settings, NodeThreads threads, Clock clock) {
    this.settings = settings;
    this.threads = threads;
    this.claims = new JwtClaims(settings, clock);
  }

  /**
   * Gets the first keys.
   *
   * @return one line for the log
   * @throws RuntimeException when the file of keys holds none; the message names it
   */
  public String start() {
    KeySource keys = Jwks.source(settings, threads, System::nanoTime);
    String said = keys.start();
    source = keys;
    return said;
  }

  /** Fetches keys no more. */
  public void stop() {
    KeySource keys = source;
    if (keys != null) {
      keys.stop();
    }
  }

  /**
   * Verifies a token; may wait for newer keys.
   *
   * @param compact the token as it came
   * @throws LoginRefusedException when it is not good
   * @throws LoginUnavailableException when nobody can say
   */
  public Claims verify(String compact) {
    KeySource keys = source;
    if (keys == null) {
      throw new LoginUnavailableException("not-running", "the node has not started yet");
    }
    KeySet current = keys.current();
    try {
      return claims(compact, current);
    } catch (UnknownKeyException e) {
      return claims(compact, newer(keys, current));
    }
  }

  private Claims claims(String compact, KeySet keys) {
    return new Claims(claims.checked(SignedToken.open(compact, keys)));
  }

  private KeySet newer(KeySource keys, KeySet seen) {
    try {
      return keys.newer(seen)
          .toCompletableFuture()
          .get(settings.jwksTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoginUnavailableException unavailable) {
        throw unavailable;
      }
    } catch (TimeoutException e) {
      // Below.
    }
    throw new LoginUnavailableException("keys-unavailable", "the keys cannot be fetched");
  }

  /** What a trusted party says of a caller. Immutable. */
  public static final class Claims {

    private final TrustedFields fields;

    private Claims(TrustedFields fields) {
      this.fields = fields;
    }

    /**
     * A text.
     *
     * @throws LoginRefusedException when it is of another type, as with all of these
     */
    public Optional<String> text(String name) {
      try {
        return fields.text(name);
      } catch (IllegalArgumentException e) {
        throw bad(e);
      }
    }

    /** A list of texts. */
    public Optional<List<String>> texts(String name) {
      try {
        return fields.texts(name);
      } catch (IllegalArgumentException e) {
        throw bad(e);
      }
    }

    private static LoginRefusedException bad(IllegalArgumentException e) {
      return new LoginRefusedException("bad-claim", "claim " + e.getMessage());
    }
  }
}

package io.goim.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goim.config.JwtSettings;
import io.goim.ops.NodeThreads;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Makes the source of keys that the settings name. Stateless. */
final class Jwks {

  /** Bytes; sets of big providers have 10 KB. */
  private static final int LONGEST = 256 * 1024;

  private Jwks() {}

  /**
   * A secret, a public key, or a set in a file or at a URL.
   *
   * @param nanos time as {@link System#nanoTime()} has it
   * @throws IllegalArgumentException when the file of the public key holds none
   */
  static KeySource source(JwtSettings settings, NodeThreads threads, LongSupplier nanos) {
    if (!settings.secret().isEmpty()) {
      return new KeySource.Fixed(KeySet.ofSecret(settings.secret()));
    }
    if (settings.jwks().isEmpty()) {
      return new KeySource.Fixed(KeySet.of(PemFile.publicKey(settings.publicKey().get(0))));
    }
    URI place = settings.jwks().get();
    return place.getScheme().equals("file")
        ? new KeyCache(settings, () -> read(Path.of(place)), threads, nanos)
        : remote(settings, place, threads, nanos);
  }

  private static KeySource remote(
      JwtSettings settings, URI place, NodeThreads threads, LongSupplier nanos) {
    HttpCalls calls = new HttpCalls(threads, settings.jwksTimeout(), LONGEST);
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .timeout(settings.jwksTimeout())
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    return new KeyCache(
        settings,
        () -> calls.send(request, settings.jwksTimeout()).thenApply(Jwks::body),
        threads,
        nanos);
  }

  private static CompletionStage<String> read(Path file) {
    try {
      return CompletableFuture.completedFuture(Files.readString(file));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String body(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new CompletionException(new IOException("answered with " + answer.statusCode()));
    }
    return new String(answer.body(), UTF_8);
  }
}

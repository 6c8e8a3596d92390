package io.goim.config;

import static io.goim.config.SettingTypes.choice;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.httpUrl;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.text;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of {@link AuthSettings}; those of signed tokens are in {@link JwtCatalogue}. */
final class AuthCatalogue {

  static final Setting<AuthKind> KIND =
      Setting.of("goim.auth", choice(AuthKind.class), "goim")
          .says(
              "Who says who a client is: `goim` the client itself, as with goim, which is for networks"
                  + " where everybody is trusted; `jwt` a token that somebody has signed; `http` a"
                  + " service of your own, asked for each login; `bean` a CDI bean of your own."
                  + " docs/SECURITY.md says more.");

  static final Setting<URI> URL =
      Setting.computed("goim.auth.http.url", httpUrl("a URL, http: or https:"), "none")
          .says(
              "Your service, when `goim.auth=http`; tokens are posted to it. Use https wherever others"
                  + " can listen.");

  static final Setting<String> AUTHORIZATION =
      Setting.computed("goim.auth.http.authorization", text("the value of a header"), "none")
          .hidden()
          .says(
              "Sent as the header `Authorization`, so that your service knows who asks; for example"
                  + " `Bearer` and a secret.");

  static final Setting<Duration> TIMEOUT =
      Setting.of(
              "goim.auth.http.timeout",
              duration(Duration.ofMillis(50), Duration.ofMinutes(1)),
              "3s")
          .says(
              "Longest time for an answer, connecting included. After it the client is told to come"
                  + " back.");

  static final Setting<Integer> MAX_CALLS =
      Setting.of("goim.auth.http.max-calls", integer(1, 100_000), "100")
          .says(
              "Most calls at the same time; clients beyond are told to come back. 100 calls of 20 ms"
                  + " let 5,000 clients in a second, and no more than 100 connections reach your"
                  + " service.");

  static final Setting<Integer> BREAKER_FAILURES =
      Setting.of("goim.auth.http.breaker-failures", integer(1, 1_000_000), "10")
          .says(
              "Calls that fail in a row before your service is spared: for a while it is not asked, and"
                  + " clients are told to come back at once instead of after the time-out.");

  static final Setting<Duration> BREAKER_PAUSE =
      Setting.of(
              "goim.auth.http.breaker-pause",
              duration(Duration.ofMillis(100), Duration.ofHours(1)),
              "5s")
          .says("How long it is spared. Then one call is made, and its end decides.");

  static final List<Setting<?>> ALL =
      Stream.of(
              List.<Setting<?>>of(KIND),
              JwtCatalogue.ALL,
              List.<Setting<?>>of(
                  URL, AUTHORIZATION, TIMEOUT, MAX_CALLS, BREAKER_FAILURES, BREAKER_PAUSE))
          .flatMap(List::stream)
          .toList();

  private AuthCatalogue() {}

  static AuthSettings read(SettingReader reader, Duration handshake) {
    AuthKind kind = reader.get(KIND);
    return new AuthSettings(
        kind, JwtCatalogue.read(reader, kind, handshake), http(reader, kind, handshake));
  }

  private static HttpAuthSettings http(SettingReader reader, AuthKind kind, Duration handshake) {
    URI url = reader.get(URL, () -> null);
    Duration timeout = reader.get(TIMEOUT);
    if (kind == AuthKind.HTTP && url == null) {
      reader.problem(URL, "(not set)", "is needed when " + KIND.key() + "=http");
    }
    checkTimeout(reader, kind == AuthKind.HTTP, TIMEOUT, timeout, handshake);
    return new HttpAuthSettings(
        Optional.ofNullable(url),
        reader.get(AUTHORIZATION, () -> ""),
        timeout,
        reader.get(MAX_CALLS),
        reader.get(BREAKER_FAILURES),
        reader.get(BREAKER_PAUSE));
  }

  /** Whoever waits for an answer must still be there when it comes. */
  static void checkTimeout(
      SettingReader reader,
      boolean used,
      Setting<Duration> setting,
      Duration timeout,
      Duration handshake) {
    if (used && timeout.compareTo(handshake) >= 0) {
      reader.problem(
          setting,
          Say.duration(timeout),
          "must be shorter than "
              + CometCatalogue.HANDSHAKE_TIMEOUT.key()
              + " = "
              + Say.duration(handshake)
              + ", or clients are closed before the answer comes");
    }
  }
}

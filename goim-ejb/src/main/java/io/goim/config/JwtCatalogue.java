package io.goim.config;

import static io.goim.config.SettingTypes.bool;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.fileOrHttpUrl;
import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.longText;
import static io.goim.config.SettingTypes.readableFile;
import static io.goim.config.SettingTypes.text;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of {@link JwtSettings}. */
final class JwtCatalogue {

  static final Setting<String> SECRET =
      Setting.computed("goim.auth.jwt.secret", longText(32), "none")
          .hidden()
          .says(
              "Secret that tokens are signed with (HS256), when `goim.auth=jwt`; its UTF-8 bytes are"
                  + " the key. Whoever has it can sign: prefer a public key. An environment variable,"
                  + " `GOIM_AUTH_JWT_SECRET`, keeps it out of files.");

  static final Setting<List<Path>> PUBLIC_KEY =
      Setting.computed("goim.auth.jwt.public-key", readableFile("a PEM file"), "none")
          .says(
              "Public key of whoever signs, or a certificate with it: RSA with at least 2,048 bits"
                  + " (RS256) or on the curve P-256 (ES256).");

  static final Setting<URI> JWKS =
      Setting.computed(
              "goim.auth.jwt.jwks",
              fileOrHttpUrl("a URL, http: or https:, or a file that can be read"),
              "none")
          .says(
              "JSON Web Key Set of whoever signs, as identity providers publish it; keys may change"
                  + " while the node runs. Use https wherever others can reach the line: who can change"
                  + " the keys can log in as anybody.");

  static final Setting<Duration> JWKS_REFRESH =
      Setting.of(
              "goim.auth.jwt.jwks-refresh",
              duration(Duration.ofSeconds(1), Duration.ofDays(7)),
              "15m")
          .says(
              "How often the key set is fetched unasked: a key that is withdrawn is believed for so long"
                  + " at most, as long as the server of keys answers.");

  static final Setting<Duration> JWKS_PAUSE =
      Setting.of(
              "goim.auth.jwt.jwks-pause",
              duration(Duration.ofMillis(100), Duration.ofHours(1)),
              "10s")
          .says(
              "A token with an unknown key makes the node fetch the set at once, but not again within"
                  + " this time: strangers who invent keys cannot make it flood the server of keys."
                  + " Meanwhile clients with unknown keys are told to come back.");

  static final Setting<Duration> JWKS_TIMEOUT =
      Setting.of(
              "goim.auth.jwt.jwks-timeout",
              duration(Duration.ofMillis(50), Duration.ofMinutes(1)),
              "5s")
          .says("Longest time for a fetch. When it fails, the keys stay as they are.");

  static final Setting<String> ISSUER =
      Setting.computed("goim.auth.jwt.issuer", text("any text"), "anybody")
          .says("What `iss` must be.");

  static final Setting<String> AUDIENCE =
      Setting.computed("goim.auth.jwt.audience", text("any text"), "anything")
          .says(
              "What `aud` must be or hold. Set it when the same signer makes tokens for other services:"
                  + " those would be let in too.");

  static final Setting<Duration> LEEWAY =
      Setting.of("goim.auth.jwt.leeway", duration(Duration.ZERO, Duration.ofMinutes(10)), "30s")
          .says(
              "How far the clocks of signer and node may differ: `exp` and `nbf` are taken so much"
                  + " later and earlier. A connection ends at `exp` and this.");

  static final Setting<Boolean> EXPIRY_REQUIRED =
      Setting.of("goim.auth.jwt.expiry-required", bool(), "true")
          .says(
              "Whether a token without `exp` is refused. One that never ends cannot be taken back.");

  static final Setting<Integer> THREADS =
      Setting.computed("goim.auth.jwt.threads", integer(1, 256), Processors.HALF)
          .says(
              "Threads that verify signatures. Measured: one does 50,000 HS256, 19,000 RS256 or 1,000"
                  + " ES256 a second.");

  static final Setting<Integer> QUEUE =
      Setting.of("goim.auth.jwt.queue", integer(16, 1_000_000), "4096")
          .says(
              "Most logins waiting to be verified; clients beyond are told to come back. The default is"
                  + " over after 4 s with one thread and the slowest signatures, before clients are"
                  + " closed by `goim.comet.handshake-timeout`.");

  static final List<Setting<?>> ALL =
      List.of(
          SECRET,
          PUBLIC_KEY,
          JWKS,
          JWKS_REFRESH,
          JWKS_PAUSE,
          JWKS_TIMEOUT,
          ISSUER,
          AUDIENCE,
          LEEWAY,
          EXPIRY_REQUIRED,
          THREADS,
          QUEUE);

  private JwtCatalogue() {}

  static JwtSettings read(SettingReader reader, AuthKind kind, Duration handshake) {
    JwtSettings settings =
        new JwtSettings(
            reader.get(SECRET, () -> ""),
            reader.get(PUBLIC_KEY, List::of),
            Optional.ofNullable(reader.get(JWKS, () -> null)),
            reader.get(JWKS_REFRESH),
            reader.get(JWKS_PAUSE),
            reader.get(JWKS_TIMEOUT),
            reader.get(ISSUER, () -> ""),
            reader.get(AUDIENCE, () -> ""),
            reader.get(LEEWAY),
            reader.get(EXPIRY_REQUIRED),
            reader.get(THREADS, Processors::half),
            reader.get(QUEUE));
    if (kind == AuthKind.JWT) {
      checkKeys(reader);
    }
    AuthCatalogue.checkTimeout(
        reader,
        kind == AuthKind.JWT && settings.jwks().isPresent(),
        JWKS_TIMEOUT,
        settings.jwksTimeout(),
        handshake);
    return settings;
  }

  private static void checkKeys(SettingReader reader) {
    List<String> set =
        Stream.of(SECRET, PUBLIC_KEY, JWKS).filter(reader::isSet).map(Setting::key).toList();
    if (set.size() != 1) {
      reader.problem(
          AuthCatalogue.KIND,
          "jwt",
          "needs exactly one of "
              + String.join(", ", SECRET.key(), PUBLIC_KEY.key(), JWKS.key())
              + (set.isEmpty() ? "; none is set" : "; set are " + String.join(", ", set)));
    }
  }
}

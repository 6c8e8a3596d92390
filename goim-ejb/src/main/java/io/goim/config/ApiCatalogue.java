package io.goim.config;

import static io.goim.config.SettingTypes.choice;
import static io.goim.config.SettingTypes.duration;
import static io.goim.config.SettingTypes.fileOrHttpUrl;
import static io.goim.config.SettingTypes.origins;
import static io.goim.config.SettingTypes.readableFile;
import static io.goim.config.SettingTypes.text;

import io.goim.protocol.session.Origins;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of {@link ApiSettings}. */
final class ApiCatalogue {

  /** A call waits for an answer; whoever waits for keys of ours longer is better told to come back. */
  private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration JWKS_PAUSE = Duration.ofSeconds(10);

  static final Setting<ApiAuth> AUTH =
      Setting.computed(
              "goim.api.auth",
              choice(ApiAuth.class),
              "`keys` when `goim.api.keys` is set; otherwise open, for callers on this machine only")
          .says(
              "How callers of the HTTP API prove who they are: `keys` by the header X-Api-Key, `jwt`"
                  + " by a signed token, `both` by either, `none` not at all, which is for ports that"
                  + " something else fences off. A node that is bound to anything but loopback does"
                  + " not start without it. docs/SECURITY.md says more.");

  static final Setting<List<Path>> KEYS =
      Setting.computed("goim.api.keys", readableFile("a file of keys"), "none")
          .says(
              "Keys of callers, one a line: name, hash, what it may do. `server-config/run"
                  + " --new-api-key NAME` makes one. Read again within seconds when it changes: a key"
                  + " whose line is gone is refused from then on.");

  static final Setting<List<Path>> PUBLIC_KEY =
      Setting.computed("goim.api.jwt.public-key", readableFile("a PEM file"), "none")
          .says(
              "Public key of whoever signs tokens of callers, or a certificate with it, as"
                  + " `goim.auth.jwt.public-key`.");

  static final Setting<URI> JWKS =
      Setting.computed(
              "goim.api.jwt.jwks",
              fileOrHttpUrl("a URL, http: or https:, or a file that can be read"),
              "none")
          .says("JSON Web Key Set of whoever signs tokens of callers, as `goim.auth.jwt.jwks`.");

  static final Setting<Duration> JWKS_REFRESH =
      Setting.of(
              "goim.api.jwt.jwks-refresh",
              duration(Duration.ofSeconds(1), Duration.ofDays(7)),
              "15m")
          .says("How often it is fetched unasked, as `goim.auth.jwt.jwks-refresh`.");

  static final Setting<String> ISSUER =
      Setting.computed("goim.api.jwt.issuer", text("any text"), "anybody")
          .says("What `iss` of a caller's token must be.");

  static final Setting<String> AUDIENCE =
      Setting.computed("goim.api.jwt.audience", text("any text"), "anything")
          .says(
              "What `aud` of a caller's token must be or hold. Set it when the same signer makes tokens"
                  + " for other services, or for clients.");

  static final Setting<Duration> LEEWAY =
      Setting.of("goim.api.jwt.leeway", duration(Duration.ZERO, Duration.ofMinutes(10)), "30s")
          .says("How far the clocks of signer and node may differ.");

  static final Setting<Origins> CORS_ORIGINS =
      Setting.computed("goim.api.cors-origins", origins(), "none")
          .says(
              "Origins of web pages that may call the HTTP API from a browser and read its answers"
                  + " (CORS); `*` is any. Pages of the node itself always may.");

  static final List<Setting<?>> ALL =
      List.of(AUTH, KEYS, PUBLIC_KEY, JWKS, JWKS_REFRESH, ISSUER, AUDIENCE, LEEWAY, CORS_ORIGINS);

  private ApiCatalogue() {}

  static ApiSettings read(SettingReader reader, String bind) {
    List<Path> keys = reader.get(KEYS, List::of);
    ApiAuth chosen = reader.get(AUTH, () -> null);
    ApiAuth auth = chosen != null ? chosen : keys.isEmpty() ? ApiAuth.NONE : ApiAuth.KEYS;
    JwtSettings jwt =
        new JwtSettings(
            "",
            reader.get(PUBLIC_KEY, List::of),
            Optional.ofNullable(reader.get(JWKS, () -> null)),
            reader.get(JWKS_REFRESH),
            JWKS_PAUSE,
            JWKS_TIMEOUT,
            reader.get(ISSUER, () -> ""),
            reader.get(AUDIENCE, () -> ""),
            reader.get(LEEWAY),
            true,
            1,
            1);
    boolean local = chosen == null && auth == ApiAuth.NONE;
    if (local && !reader.isSet(AUTH) && !isLoopback(bind)) {
      reader.problem(
          AUTH,
          "(not set)",
          "must be set, because "
              + NodeCatalogue.BIND.key()
              + " = "
              + bind
              + " lets callers of the HTTP API in from outside: name a file of keys with "
              + KEYS.key()
              + " (server-config/run --new-api-key NAME makes a key), or set "
              + AUTH.key()
              + "=none when something else keeps strangers from the port");
    }
    if (auth.byKey() && keys.isEmpty() && !reader.isSet(KEYS)) {
      reader.problem(KEYS, "(not set)", "is needed when " + AUTH.key() + "=" + said(auth));
    }
    if (auth.byToken()) {
      checkSigner(reader, auth);
    }
    return new ApiSettings(auth, local, keys, jwt, reader.get(CORS_ORIGINS, () -> Origins.NONE));
  }

  private static void checkSigner(SettingReader reader, ApiAuth auth) {
    List<String> set = Stream.of(PUBLIC_KEY, JWKS).filter(reader::isSet).map(Setting::key).toList();
    if (set.size() != 1) {
      reader.problem(
          AUTH,
          said(auth),
          "needs exactly one of "
              + PUBLIC_KEY.key()
              + ", "
              + JWKS.key()
              + (set.isEmpty() ? "; none is set" : "; both are set"));
    }
  }

  private static String said(ApiAuth auth) {
    return auth.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** A name that does not resolve is no loopback; the ports cannot be opened there anyway. */
  private static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

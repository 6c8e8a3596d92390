package io.goim.access;

import io.goim.auth.CallerTokens;
import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.config.ApiAuth;
import io.goim.config.ApiSettings;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import io.goim.protocol.session.Origins;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The door of the HTTP API: who calls, and whether it may. Thread safe; called on HTTP threads, which it
 * may keep for the time that fetching the keys of tokens takes.
 */
@NodeBean
public class ApiAccess implements NodePart {

  private static final Logger LOG = Logger.getLogger(ApiAccess.class.getName());

  /** How soon a change of the file counts. */
  private static final Duration CHECK = Duration.ofSeconds(2);

  private static final String BEARER = "bearer ";

  private final ApiSettings settings;
  private final NodeThreads threads;
  private final Counters counters;
  private final ApiKeyFile keys;
  private final TokenCallers tokens;
  private NodeThreads.Repetition repetition = () -> {};

  @Inject
  public ApiAccess(ApiSettings settings, NodeThreads threads, Counters counters) {
    this(settings, threads, counters, Clock.systemUTC());
  }

  ApiAccess(ApiSettings settings, NodeThreads threads, Counters counters, Clock clock) {
    this.settings = settings;
    this.threads = threads;
    this.counters = counters;
    this.keys = settings.auth().byKey() ? new ApiKeyFile(settings.keys().get(0)) : null;
    this.tokens =
        settings.auth().byToken()
            ? new TokenCallers(new CallerTokens(settings.jwt(), threads, clock))
            : null;
  }

  /**
   * Who calls.
   *
   * @param key the header X-Api-Key, null without
   * @param authorization the header Authorization, null without
   * @param loopback whether the caller reached the node at a loopback address
   * @throws AccessRefusedException when it does not say, or what it says is wrong
   */
  public Caller identify(String key, String authorization, boolean loopback) {
    Caller caller;
    try {
      caller = caller(key, authorization, loopback);
    } catch (AccessRefusedException e) {
      throw refused(e);
    }
    counters.count("api-callers", caller.proof().name().toLowerCase(Locale.ROOT));
    return caller;
  }

  /**
   * Checks that a caller has a role.
   *
   * @throws AccessRefusedException when it has not
   */
  public void check(Caller caller, ApiRole role) {
    if (!caller.roles().contains(role)) {
      throw refused(
          AccessRefusedException.forbidden(
              "role", caller.name() + " has not the role " + role.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Checks a push of a caller.
   *
   * @param room {@code type://id}, empty for a push to something else
   * @throws AccessRefusedException when it may not
   */
  public void checkPush(Caller caller, PushTarget target, int operation, String room) {
    try {
      caller.checkPush(target, operation, room);
    } catch (AccessRefusedException e) {
      throw refused(e);
    }
  }

  /** Origins whose pages may read answers. */
  public Origins corsOrigins() {
    return settings.corsOrigins();
  }

  /**
   * Whether a page of an origin that is not on the list may change something. A browser adds no key by
   * itself, so where keys are asked for the page must have one; where they are not, whoever gets a
   * person inside the fence to open a page of theirs could push.
   */
  public boolean admitsForeignPages() {
    if (settings.auth() != ApiAuth.NONE) {
      return true;
    }
    counters.count("api-refusals", "foreign-page");
    return false;
  }

  private Caller caller(String key, String authorization, boolean loopback) {
    if (settings.auth() == ApiAuth.NONE) {
      if (settings.local() && !loopback) {
        throw AccessRefusedException.forbidden(
            "outside", "only callers on the node's own machine are let in; set goim.api.auth");
      }
      return Caller.ANYBODY;
    }
    String bearer = bearer(authorization);
    if (key != null) {
      return byKey(key);
    }
    if (bearer != null) {
      return bearer.startsWith(ApiKey.PREFIX) ? byKey(bearer) : byToken(bearer);
    }
    throw AccessRefusedException.unknown("missing", "this call needs " + needed());
  }

  private String needed() {
    return switch (settings.auth()) {
      case JWT -> "a token in the header Authorization: Bearer";
      case BOTH -> "a key in the header X-Api-Key, or a token in Authorization: Bearer";
      default -> "a key in the header X-Api-Key";
    };
  }

  private static String bearer(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private Caller byKey(String presented) {
    ApiKey key = keys == null ? null : keys.find(ApiKey.nameIn(presented));
    if (key != null && key.matches(ApiKey.hashOf(presented))) {
      return key.caller();
    }
    throw AccessRefusedException.unknown("unknown-key", "the key is not known");
  }

  private Caller byToken(String compact) {
    if (tokens == null) {
      throw AccessRefusedException.unknown("bad-token", "tokens are not taken here");
    }
    try {
      return tokens.caller(compact);
    } catch (LoginRefusedException e) {
      LOG.log(Level.FINE, "token of a caller refused: {0}", e.getMessage());
      throw AccessRefusedException.unknown("bad-token", "the token is not good");
    } catch (LoginUnavailableException e) {
      throw AccessRefusedException.unavailable(
          "unavailable", "the token cannot be checked at the moment");
    }
  }

  private AccessRefusedException refused(AccessRefusedException refusal) {
    counters.count("api-refusals", refusal.reason());
    return refusal;
  }

  @Override
  public StartOrder order() {
    return StartOrder.AUTHENTICATION;
  }

  @Override
  public String part() {
    return "callers";
  }

  @Override
  public String start() {
    StringBuilder said = new StringBuilder();
    if (keys != null) {
      keys.load();
      repetition = threads.every(CHECK, keys::check);
      said.append(keys.size()).append(" keys from ").append(settings.keys().get(0));
    }
    if (tokens != null) {
      said.append(said.length() == 0 ? "" : ", ").append("signed tokens, ").append(tokens.start());
    }
    if (said.length() > 0) {
      return said.toString();
    }
    return settings.local()
        ? "the HTTP API is open to callers on this machine"
        : "the HTTP API is open to whoever reaches its port";
  }

  @Override
  public void stop() {
    repetition.cancel();
    if (tokens != null) {
      tokens.stop();
    }
  }
}

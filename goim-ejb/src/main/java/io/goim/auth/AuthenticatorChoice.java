package io.goim.auth;

import io.goim.config.AuthKind;
import io.goim.config.AuthSettings;
import io.goim.config.NodeSettings;
import io.goim.config.Role;
import io.goim.logic.Authenticator;
import io.goim.logic.Chosen;
import io.goim.ops.NodeBean;
import io.goim.ops.NodePart;
import io.goim.ops.NodeThreads;
import io.goim.ops.StartOrder;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of authentication that {@code goim.auth} names. Thread safe.
 *
 * <p>The setting alone decides: a bean of the application's own is used when it says {@code bean}, and
 * one that is there when it says something else stops the start. Neither is ever passed over in
 * silence.
 */
@NodeBean
public class AuthenticatorChoice implements NodePart {

  private final AuthKind kind;
  private final boolean clients;
  private final Supplier<Optional<Authenticator>> own;
  private final AuthenticationMode mode;

  @Inject
  public AuthenticatorChoice(
      AuthSettings settings, NodeSettings node, NodeThreads threads, Instance<Authenticator> own) {
    this(settings, node, threads, () -> only(own));
  }

  AuthenticatorChoice(
      AuthSettings settings,
      NodeSettings node,
      NodeThreads threads,
      Supplier<Optional<Authenticator>> own) {
    this.kind = settings.kind();
    this.clients = node.has(Role.COMET);
    this.own = own;
    this.mode =
        switch (kind) {
          case GOIM -> new GoimAuthenticator();
          case JWT -> new JwtAuthenticator(settings.jwt(), threads, Clock.systemUTC());
          case HTTP -> new HttpAuthenticator(settings.http(), node.host(), threads);
          case BEAN -> new OwnAuthenticator(own);
        };
  }

  private static Optional<Authenticator> only(Instance<Authenticator> own) {
    if (own.isAmbiguous()) {
      throw new IllegalStateException(
          "the application has several CDI beans of the type "
              + Authenticator.class.getName()
              + ": leave one, or make one an @Alternative with a @Priority");
    }
    return own.isUnsatisfied() ? Optional.empty() : Optional.of(own.get());
  }

  @Produces
  @Singleton
  @Chosen
  Authenticator authenticator() {
    return mode;
  }

  @Override
  public StartOrder order() {
    return StartOrder.AUTHENTICATION;
  }

  @Override
  public String part() {
    return "authentication";
  }

  @Override
  public String start() {
    if (kind != AuthKind.BEAN) {
      own.get().ifPresent(this::refuse);
    }
    return clients ? mode.start() : "not needed, clients come to other nodes";
  }

  private void refuse(Authenticator bean) {
    throw new IllegalStateException(
        "the application has an Authenticator of its own, "
            + bean.getClass().getName()
            + ", and goim.auth is "
            + kind.name().toLowerCase(Locale.ROOT)
            + ": set goim.auth=bean, or take the bean out");
  }

  @Override
  public void stop() {
    mode.stop();
  }
}

package io.goim.auth;

import io.goim.comet.Login;
import io.goim.comet.LoginUnavailableException;
import io.goim.logic.Authenticator;
import io.goim.logic.Identity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The application's own bean. Thread safe, as that must be. */
final class OwnAuthenticator implements AuthenticationMode {

  private final Supplier<Optional<Authenticator>> own;
  private volatile Authenticator bean;

  OwnAuthenticator(Supplier<Optional<Authenticator>> own) {
    this.own = own;
  }

  @Override
  public String start() {
    bean =
        own.get()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "goim.auth is bean, and the application has no CDI bean of the type "
                            + Authenticator.class.getName()
                            + ": add one, or choose another goim.auth"));
    return "your own bean " + bean.getClass().getName();
  }

  @Override
  public void stop() {
    bean = null;
  }

  @Override
  public CompletionStage<Identity> authenticate(Login login) {
    Authenticator current = bean;
    return current == null
        ? CompletableFuture.failedFuture(
            new LoginUnavailableException("not-running", "the node starts or stops"))
        : current.authenticate(login);
  }
}

package io.goim.auth;

import io.goim.comet.Login;
import io.goim.comet.LoginRefusedException;
import io.goim.logic.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** goim's own rule: a token is what the client says of itself, and it is believed. Thread safe. */
public final class GoimAuthenticator implements AuthenticationMode {

  private final TokenParser parser = new TokenParser();

  @Override
  public String start() {
    return "goim's tokens, what clients say is believed";
  }

  @Override
  public void stop() {
    // Nothing runs.
  }

  @Override
  public CompletionStage<Identity> authenticate(Login login) {
    try {
      return CompletableFuture.completedFuture(parser.parse(login.token()).identity());
    } catch (LoginRefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

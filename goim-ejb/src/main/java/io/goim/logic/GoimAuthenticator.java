package io.goim.logic;

import io.goim.comet.Login;
import io.goim.comet.LoginRefusedException;
import io.goim.ops.NodeBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** goim's own rule: a token is what the client says of itself, and it is believed. */
@NodeBean
public class GoimAuthenticator implements Authenticator {

  private final TokenParser parser = new TokenParser();

  @Override
  public CompletionStage<Identity> authenticate(Login login) {
    try {
      return CompletableFuture.completedFuture(parser.parse(login.token()));
    } catch (LoginRefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

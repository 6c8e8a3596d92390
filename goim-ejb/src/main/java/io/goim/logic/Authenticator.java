package io.goim.logic;

import io.goim.comet.Login;
import java.util.concurrent.CompletionStage;

/** Decides who a client is from the token of its login. Thread safe. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Verifies a login. Called on event loops: must not block; an answer may come from any thread.
   *
   * @return who it is; failed with {@link io.goim.comet.LoginRefusedException} when the client may not
   *     in
   */
  CompletionStage<Identity> authenticate(Login login);
}

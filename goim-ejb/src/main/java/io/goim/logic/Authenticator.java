package io.goim.logic;

import io.goim.comet.Login;
import java.util.concurrent.CompletionStage;

/**
 * Decides who a client is from the token of its login. Thread safe. The shipped ones are in {@code
 * io.goim.auth}; a CDI bean of your own is used with {@code goim.auth=bean}.
 */
@FunctionalInterface
public interface Authenticator {

  /**
   * Verifies a login, or the fresh token of a client whose login ends. Called on event loops: must not
   * block; an answer may come from any thread.
   *
   * @return who it is; failed with {@link io.goim.comet.LoginRefusedException} when the client may not
   *     in, with {@link io.goim.comet.LoginUnavailableException} when that cannot be said now
   */
  CompletionStage<Identity> authenticate(Login login);
}

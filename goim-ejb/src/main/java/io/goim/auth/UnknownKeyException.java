package io.goim.auth;

import io.goim.comet.LoginRefusedException;

/** No key is known that may have signed the token; there may be newer ones. */
final class UnknownKeyException extends LoginRefusedException {
  private static final long serialVersionUID = 1L;

  UnknownKeyException() {
    super("unknown-key", "the token is signed with a key that is not known");
  }
}

package io.goim.logic;

import io.goim.comet.LoginRefusedException;
import io.goim.comet.LoginUnavailableException;
import io.goim.ops.Counters;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/** Counts how logins end, by reason. Thread safe. */
final class LoginOutcomes {

  static final String LOGINS = "logins";
  static final String REFUSED = "logins-refused";
  static final String UNAVAILABLE = "logins-unavailable";

  private final Counters counters;
  private final LongAdder accepted;
  private final LongAdder renewed;

  LoginOutcomes(Counters counters) {
    this.counters = counters;
    accepted = counters.counter(LOGINS, "accepted");
    renewed = counters.counter(LOGINS, "renewed");
  }

  /** A first login is over. */
  void login(Throwable failure) {
    count(accepted, failure);
  }

  /** A fresh token has been looked at. */
  void renewal(Throwable failure) {
    count(renewed, failure);
  }

  private void count(LongAdder success, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      success.increment();
    } else if (cause instanceof LoginRefusedException refused) {
      counters.count(REFUSED, refused.reason());
    } else if (cause instanceof LoginUnavailableException unavailable) {
      counters.count(UNAVAILABLE, unavailable.reason());
    } else if (cause instanceof DirectoryUnavailableException) {
      counters.count(UNAVAILABLE, "directory");
    } else {
      counters.count(UNAVAILABLE, "failed");
    }
  }
}

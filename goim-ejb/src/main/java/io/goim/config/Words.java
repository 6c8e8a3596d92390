package io.goim.config;

import java.util.Locale;

/** Constants as users read them, in settings, metrics, logs and traces. Stateless. */
public final class Words {

  private Words() {}

  /** The name of a constant in lower case, its parts joined by hyphens: {@code slow-client}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

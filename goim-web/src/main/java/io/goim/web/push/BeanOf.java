package io.goim.web.push;

import jakarta.enterprise.inject.spi.CDI;
import java.util.function.Supplier;

/**
 * The application's bean of a type, for objects that Jersey makes before it can give them beans. Looked
 * up once, at the first use: to find out whose beans are meant, each look-up walks the whole stack of
 * its caller, which takes as long as a fifth of a push call. Thread safe.
 */
final class BeanOf<T> implements Supplier<T> {

  private final Class<T> type;
  private volatile T bean;

  /**
   * @param type of a bean with application scope, of which there is one for all calls
   */
  BeanOf(Class<T> type) {
    this.type = type;
  }

  @Override
  public T get() {
    T found = bean;
    if (found == null) {
      found = CDI.current().select(type).get();
      bean = found;
    }
    return found;
  }
}

package io.goim.launcher;

import java.lang.reflect.Proxy;

/**
 * SIGINT and SIGTERM as a request to stop. A shutdown hook would not do: hooks run beside each other,
 * the log is closed first, and the exit status is the signal's.
 *
 * <p>{@code sun.misc.Signal} is reached by reflection because the compiler may not see it with
 * {@code --release}.
 */
final class Signals {
  private Signals() {}

  /** Runs an action on a thread of its own at every such signal; falls back to a shutdown hook. */
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return method.getName().equals("equals")
                    ? (Object) (self == arguments[0])
                    : (Object) "signal handler";
              });
      for (String name : new String[] {"INT", "TERM"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(action, "stop"));
    }
  }
}

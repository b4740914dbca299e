package org.pharosdns.cli;

import java.lang.reflect.Proxy;

/// The signals as the JVM gives them: by `sun.misc.Signal`, which every JDK has and no standard
/// covers. It is reached by reflection because the compiler warns of it and warnings are errors.
final class JvmSignals implements Signals {
  @Override
  public void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                  return method.invoke(action, arguments);
                }
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime hands on no signals", e);
    }
  }
}

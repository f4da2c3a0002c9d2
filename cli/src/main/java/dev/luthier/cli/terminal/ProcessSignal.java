package dev.luthier.cli.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A handler for one of the process's signals, until it is closed. By reflection on {@code
 * sun.misc.Signal}, the supported home of which is the module jdk.unsupported: direct use brings a
 * compiler warning that cannot be switched off.
 */
public final class ProcessSignal implements AutoCloseable {
  private final @Nullable Object signal;
  private final @Nullable Object before;

  private ProcessSignal(@Nullable Object signal, @Nullable Object before) {
    this.signal = signal;
    this.before = before;
  }

  /**
   * Calls {@code action}, on a thread of its own, whenever the signal arrives. Does nothing where
   * there is no such signal, where the virtual machine keeps it for itself, or where the process
   * was started with the signal ignored, as shells do for background jobs.
   *
   * @param name without SIG, such as {@code INT}
   */
  public static ProcessSignal handle(String name, Runnable action) {
    try {
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              ProcessSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> name;
                  });
      Object before = install(signal, handler);
      if (handlerType.getField("SIG_IGN").get(null) == before) {
        install(signal, before);
      }
      return new ProcessSignal(signal, before);
    } catch (ReflectiveOperationException e) {
      // Unknown to this system, or used by the virtual machine: the documented
      // IllegalArgumentException comes wrapped.
      return new ProcessSignal(null, null);
    }
  }

  /** Puts back the handler from before. */
  @Override
  public void close() {
    if (signal != null && before != null) {
      try {
        install(signal, before);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "a handler that was installed before cannot be put back", e);
      }
    }
  }

  private static Object install(Object signal, Object handler)
      throws ReflectiveOperationException, InvocationTargetException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }
}

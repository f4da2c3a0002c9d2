package dev.luthier.run;

/**
 * What an objective threw, in one line: the first cause that says something, and where it came
 * from.
 */
final class Thrown {
  /** Causes may form a cycle. */
  private static final int MOST_CAUSES = 20;

  private Thrown() {}

  static String describe(Throwable thrown) {
    try {
      Throwable cause = thrown;
      for (int i = 0; i < MOST_CAUSES && cause.getMessage() == null; i++) {
        Throwable next = cause.getCause();
        if (next == null) {
          break;
        }
        cause = next;
      }
      return cause + place(cause);
    } catch (RuntimeException | Error e) {
      // Exceptions are user code too.
      return thrown.getClass().getName() + ", whose message threw " + e.getClass().getName();
    }
  }

  /** The first frame outside the JDK: that an array was too short is seldom its fault. */
  private static String place(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    for (StackTraceElement frame : trace) {
      if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
        return " at " + frame;
      }
    }
    return trace.length > 0 ? " at " + trace[0] : "";
  }
}

package dev.luthier.gpu.bind;

import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;

/** What a function answered, where it was not success. */
final class Status {

  static final int SUCCESS = 0;

  private Status() {}

  /** A call that returns a status. */
  @FunctionalInterface
  interface Call {
    int run() throws Throwable;
  }

  /** What a status that is not success means. */
  @FunctionalInterface
  interface Meaning {
    RuntimeException of(String function, int status);
  }

  /** Calls, and throws what the status means unless it is success. */
  static void require(String function, Meaning meaning, Call call) {
    int status = of(function, call);
    if (status != SUCCESS) {
      throw meaning.of(function, status);
    }
  }

  /** Calls, and returns the status. */
  static int of(String function, Call call) {
    try {
      return call.run();
    } catch (Throwable failure) {
      // The call did not even start: its signature here is wrong.
      throw new IllegalStateException("the call of " + function + " failed", failure);
    }
  }

  static RuntimeException refused(String function, String what) {
    return new IllegalStateException(function + " refused its arguments: " + what);
  }

  static RuntimeException noMemory(String function) {
    return new DeviceOutOfMemoryException(function + " found no memory on the device");
  }

  static RuntimeException lost(String function, String what) {
    return new DeviceLostException("cuda", function + " answered " + what);
  }
}

package dev.luthier.gpu;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been taken from the device and is to be given back, the last first. Confined. */
final class Releases implements AutoCloseable {

  private final Deque<Runnable> pending = new ArrayDeque<>();

  void add(Runnable release) {
    pending.push(release);
  }

  /** Gives everything back; when that fails, the rest stays. */
  @Override
  public void close() {
    while (!pending.isEmpty()) {
      pending.peek().run();
      pending.pop();
    }
  }

  /** The same after a failure that is to be told, and not this one's. */
  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}

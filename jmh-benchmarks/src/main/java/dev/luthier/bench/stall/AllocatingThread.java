package dev.luthier.bench.stall;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread that allocates 1 GB a second or more, most of which dies young, and notes its longest
 * wait. For one measuring thread.
 */
final class AllocatingThread implements AutoCloseable {

  /** 16 KB each: small enough for a thread's own buffer, from which a collection gets it again. */
  private static final int ELEMENTS = 2_048;

  /** What stays alive, 64 MB: a collection has something to do. */
  private static final int KEPT = 4_096;

  private final double[][] kept = new double[KEPT][];
  private final AtomicLong longest = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final Thread thread = Thread.ofPlatform().daemon().name("allocating").unstarted(this::go);
  private volatile boolean stopped;

  /** Starts. */
  AllocatingThread() {
    thread.start();
  }

  /** Forgets the waits so far. */
  void begin() {
    last.set(System.nanoTime());
    longest.set(0);
  }

  /** The longest wait since the beginning in nanoseconds, also one that is not over. */
  long longestNanos() {
    return Math.max(longest.get(), System.nanoTime() - last.get());
  }

  private void go() {
    for (int i = 0; !stopped; i++) {
      kept[i % KEPT] = new double[ELEMENTS];
      long now = System.nanoTime();
      long wait = now - last.getAndSet(now);
      longest.accumulateAndGet(wait, Math::max);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

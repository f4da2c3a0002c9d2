package dev.luthier.nativemath.tile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Computes operations that consist of tiles: the thread that calls takes tiles, and so do those
 * threads of the pool that have nothing to do. Which thread computes a tile changes nothing, so
 * results depend only on how an operation is cut.
 *
 * <p>The pool has one thread less than the bound; they start when first needed and end when idle
 * for long. Callers beyond the bound wait. One a backend, shared by all studies. Thread-safe;
 * guarded by its own lock. Interrupts are kept for the caller: an operation cannot stop half way.
 */
public final class TileScheduler implements AutoCloseable {

  /** Long enough for the next operation of a busy study, short enough for nobody to notice. */
  private static final long IDLE_SECONDS = 10;

  /**
   * How long a thread looks before it sleeps. Between the steps of a factorization one thread alone
   * factors a block, for 200 to 400 µs; to wake the others takes some 50 µs each time.
   */
  private static final long SPIN_NANOS = 500_000;

  private final int threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<Tiles> open = new ArrayDeque<>();
  private volatile boolean anyOpen;
  private int computing;
  private int helpers;
  private boolean closed;

  /**
   * A scheduler without threads as yet.
   *
   * @param threads computing at the same time, ≥ 1
   */
  public TileScheduler(int threads) {
    this.threads = threads;
  }

  /** The bound. */
  public int threads() {
    return threads;
  }

  /**
   * Computes tiles 0 … count − 1, each once, in any order, low numbers begun first; returns when
   * all are done. What a tile throws is thrown here, after the others have ended or were left out.
   * Operations of one tile cost nothing and are not counted in the bound. Allocates nothing. What a
   * tile does is in one thread: it may not run tiles itself, which would wait for itself.
   */
  public void run(Tiles tiles, int count) {
    if (count <= 1 || threads == 1) {
      runHere(tiles, count);
      return;
    }
    offer(tiles, count);
    tiles.computeAll();
    withdraw(tiles);
    tiles.rethrowFailure();
  }

  /** As {@link #run}, in the calling thread alone: for what is done before another wakes up. */
  public static void runHere(Tiles tiles, int count) {
    for (int tile = 0; tile < count; tile++) {
      tiles.compute(tile);
    }
  }

  /** Lets the threads end; operations go on in the threads that call. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void offer(Tiles tiles, int count) {
    lock.lock();
    try {
      while (computing >= threads) {
        change.awaitUninterruptibly();
      }
      computing++;
      tiles.begin(count);
      open.addLast(tiles);
      anyOpen = true;
      int useful = Math.min(threads - computing, count - 1);
      while (!closed && helpers < useful) {
        helpers++;
        Thread.ofPlatform().daemon().name("luthier-tiles-" + helpers).start(this::help);
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for those who are still at a tile. */
  private void withdraw(Tiles tiles) {
    long start = System.nanoTime();
    while (tiles.helpers.get() > 0 && System.nanoTime() - start < SPIN_NANOS) {
      Thread.onSpinWait();
    }
    lock.lock();
    try {
      finished(tiles);
      while (tiles.helpers.get() > 0) {
        change.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void help() {
    Tiles tiles = take();
    while (tiles != null) {
      tiles.computeAll();
      giveBack(tiles);
      tiles = take();
    }
  }

  /** Tiles to help with; null when the thread shall end. */
  private @Nullable Tiles take() {
    long start = System.nanoTime();
    while (!anyOpen && System.nanoTime() - start < SPIN_NANOS) {
      Thread.onSpinWait();
    }
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
      while (!closed && left > 0) {
        Tiles found = computing < threads ? open.peekFirst() : null;
        if (found != null) {
          computing++;
          found.helpers.incrementAndGet();
          return found;
        }
        left = change.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      // Nobody interrupts these threads but to end them.
    } finally {
      lock.unlock();
    }
    return ended();
  }

  private @Nullable Tiles ended() {
    lock.lock();
    try {
      helpers--;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Tiles tiles) {
    lock.lock();
    try {
      tiles.helpers.decrementAndGet();
      finished(tiles);
    } finally {
      lock.unlock();
    }
  }

  /** Somebody found no more tiles to begin: nobody else need look for any. */
  private void finished(Tiles tiles) {
    open.remove(tiles);
    anyOpen = !open.isEmpty();
    computing--;
    change.signalAll();
  }
}

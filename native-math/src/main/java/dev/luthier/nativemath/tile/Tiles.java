package dev.luthier.nativemath.tile;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An operation cut into numbered tiles, which may be computed at the same time. An object of it is
 * used again, by one operation after another, so that these allocate nothing.
 */
public abstract class Tiles {

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private int count;

  /** Threads of the pool that compute tiles of it; changed under the scheduler's lock only. */
  final AtomicInteger helpers = new AtomicInteger();

  /** For operations. */
  protected Tiles() {}

  /** Computes one tile: a function of its number and of what the operation works on. */
  protected abstract void compute(int tile);

  /** Before the scheduler shows it to others. */
  final void begin(int tiles) {
    count = tiles;
    failure.set(null);
    next.set(0);
  }

  /** Computes tiles until none is left to begin. */
  final void computeAll() {
    for (int tile = next.getAndIncrement(); tile < count; tile = next.getAndIncrement()) {
      try {
        compute(tile);
      } catch (RuntimeException | Error thrown) {
        failure.compareAndSet(null, thrown);
        next.set(count);
      }
    }
  }

  final void rethrowFailure() {
    switch (failure.get()) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case null, default -> {}
    }
  }
}

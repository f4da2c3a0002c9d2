package dev.luthier.run;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops a run from outside: from a signal handler, a service, another thread. Thread-safe; only
 * ever gets stricter.
 */
public final class RunControl {
  /** What is asked of the run. */
  enum Wish {
    GO_ON,
    DRAIN,
    ABANDON
  }

  private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.GO_ON);
  private volatile Runnable wakeUp = () -> {};

  /** Wishes nothing: the run ends by itself. */
  public RunControl() {}

  /** Start no more trials; finish those that run. */
  public void drain() {
    raise(Wish.DRAIN);
  }

  /** Start no more trials; interrupt those that run and record them as abandoned. */
  public void abandon() {
    raise(Wish.ABANDON);
  }

  Wish wish() {
    return wish.get();
  }

  /** What to call when a wish changes; one run at a time uses a control. */
  void onChange(Runnable newWakeUp) {
    wakeUp = newWakeUp;
  }

  /** Holds no lock: whoever is woken may hold any. */
  private void raise(Wish wanted) {
    wish.accumulateAndGet(wanted, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    wakeUp.run();
  }
}

package dev.luthier.run;

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

  private volatile Wish wish = Wish.GO_ON;
  private volatile Runnable wakeUp = () -> {};

  /** Wishes nothing: the run ends by itself. */
  public RunControl() {}

  /** Start no more trials; finish those that run. */
  public synchronized void drain() {
    if (wish == Wish.GO_ON) {
      wish = Wish.DRAIN;
    }
    wakeUp.run();
  }

  /** Start no more trials; interrupt those that run and record them as abandoned. */
  public synchronized void abandon() {
    wish = Wish.ABANDON;
    wakeUp.run();
  }

  Wish wish() {
    return wish;
  }

  /** What to call when a wish changes; one run at a time uses a control. */
  synchronized void onChange(Runnable newWakeUp) {
    wakeUp = newWakeUp;
  }
}

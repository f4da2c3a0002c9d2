package dev.luthier.select.cost;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.DeviceLostException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures what backends cost, through sessions alone, in a given time: each backend in turn, and
 * all of them a second time, so that none profits from what was compiled for the one before it.
 *
 * <p>What 40 ms can show: the speed of native code, and that Java code is at least so fast. A
 * virtual machine that has just started interprets, and may do so for all of that time; so costs
 * are settled only when both rounds got to the largest matrices and the second was no faster than
 * the first. {@code luthier doctor} measures until they are, or gives up.
 */
public final class CostMeasurement {
  private static final Logger LOG = System.getLogger(CostMeasurement.class.getName());

  /**
   * 50 ms is what a study may wait for its first proposal; an operation that runs when the time is
   * over is finished.
   */
  private static final long BUDGET_NANOS = 40_000_000L;

  /** Of a measurement that may take its time: a round of it repeats every operation often. */
  private static final long PATIENT_NANOS = 400_000_000L;

  private static final int ROUNDS = 2;

  /** Minima of a few repetitions of one operation differ by a tenth on a quiet machine. */
  private static final double STEADY = 0.85;

  private final LongSupplier nanoTime;
  private final Consumer<Backend> lost;

  /**
   * With a clock.
   *
   * @param nanoTime counts nanoseconds
   * @param lost hears of backends that lost their devices meanwhile
   */
  public CostMeasurement(LongSupplier nanoTime, Consumer<Backend> lost) {
    this.nanoTime = nanoTime;
    this.lost = lost;
  }

  /** Measures until two rounds agree, or for so long: the first rounds get the compiler going. */
  public CostProfile untilSettled(List<? extends Backend> backends, long nanos) {
    long end = nanoTime.getAsLong() + nanos;
    List<String> names = backends.stream().map(backend -> backend.info().name()).toList();
    CostProfile profile = new CostProfile(List.of());
    for (long left = nanos;
        left > 0 && !profile.isSettled(names);
        left = end - nanoTime.getAsLong()) {
      profile = measure(backends, Math.min(left, PATIENT_NANOS)).least(profile);
    }
    return profile;
  }

  /**
   * The costs of these backends; left out are those that fail, and those that could not do
   * everything once in their time.
   */
  public CostProfile measure(List<? extends Backend> backends) {
    return measure(backends, BUDGET_NANOS);
  }

  private CostProfile measure(List<? extends Backend> backends, long nanos) {
    long end = nanoTime.getAsLong() + nanos;
    List<Backend> working = new ArrayList<>(backends);
    List<BackendCosts> costs = new ArrayList<>();
    for (int turns = ROUNDS * working.size(); turns > 0; turns--) {
      int index = (ROUNDS * backends.size() - turns) % backends.size();
      Backend backend = backends.get(index);
      if (working.contains(backend)) {
        try {
          long share = Math.max(0, (end - nanoTime.getAsLong()) / turns);
          new BackendMeasurement(backend, nanoTime)
              .costs(share)
              .ifPresent(round -> take(costs, round));
        } catch (RuntimeException | LinkageError e) {
          LOG.log(Level.WARNING, backend.info().name() + " cannot be measured: " + e);
          working.remove(backend);
          costs.removeIf(each -> each.backend().equals(backend.info()));
          if (e instanceof DeviceLostException) {
            lost.accept(backend);
          }
        }
      }
    }
    return new CostProfile(costs);
  }

  /** The first round is never settled: there is nothing to compare. */
  private static void take(List<BackendCosts> costs, BackendCosts measured) {
    for (int i = 0; i < costs.size(); i++) {
      BackendCosts before = costs.get(i);
      if (before.backend().equals(measured.backend())) {
        boolean isSettled = measured.isSettled() && measured.isSteadyAfter(before, STEADY);
        costs.set(i, before.least(measured).settled(isSettled));
        return;
      }
    }
    costs.add(measured.settled(false));
  }
}

package dev.luthier.optimize;

import dev.luthier.optimize.Minimum.End;
import java.util.Optional;

/**
 * One descent of a projected limited-memory BFGS method, as a state machine: {@link #trial} says
 * where to evaluate, {@link #take} learns the answer.
 *
 * <pre>
 *   name        meaning                                                        shape
 *   x, f, g     the best point so far, its value and gradient                  d, scalar, d
 *   free        variables not held at a bound by the gradient                  d
 *   direction   −H g on the free variables, 0 on the others                    d
 *   t           step length; the trial is P(x + t · direction)                 scalar
 * </pre>
 *
 * <p>Holding the bound variables fixed while the others move by a quasi-Newton step, and projecting
 * the step, is the two-metric method of Bertsekas (1982, "Projected Newton methods for optimization
 * problems with simple constraints", SIAM J. Control Optim. 20:221–246), which also shows that the
 * Armijo rule below ends. The set of free variables is found anew at every accepted point.
 */
final class Descent implements Stepwise {
  /** Sufficient decrease, as in every text (Nocedal, Wright 2006, §3.1). */
  private static final double ARMIJO = 1e-4;

  /** A shorter step, relative to the last, would waste rounds; a longer one would repeat it. */
  private static final double SHORTEST = 0.1;

  private static final double LONGEST = 0.5;

  /** Shorter steps in a row than this find nothing: the direction is noise. */
  private static final int MOST_SHORTENINGS = 12;

  private final BatchedLbfgs rules;
  private final Box box;
  private final CurvaturePairs pairs;
  private final double[] x;
  private final double[] g;
  private final double[] direction;
  private final double[] trial;
  private double f = Double.POSITIVE_INFINITY;
  private double t;
  private int evaluations;
  private int shortenings;
  private Optional<End> end = Optional.empty();

  Descent(BatchedLbfgs rules, Box box, double[] start) {
    this.rules = rules;
    this.box = box;
    int d = box.dimension();
    this.pairs = new CurvaturePairs(rules.memory(), d);
    this.x = new double[d];
    this.g = new double[d];
    this.direction = new double[d];
    for (int i = 0; i < d; i++) {
      x[i] = box.clip(i, start[i]);
    }
    this.trial = x.clone();
  }

  @Override
  public boolean isRunning() {
    return end.isEmpty();
  }

  @Override
  public double[] trial() {
    return trial;
  }

  @Override
  public Minimum minimum() {
    return new Minimum(x.clone(), f, evaluations, end.orElse(End.ROUNDS));
  }

  @Override
  public void take(double value, double[] gradient) {
    evaluations++;
    boolean useful = value < Double.POSITIVE_INFINITY && isFinite(gradient);
    if (evaluations == 1) {
      if (useful) {
        start(value, gradient);
      } else {
        end = Optional.of(End.NO_VALUE);
      }
    } else if (useful && value <= f + ARMIJO * slopeToTrial()) {
      accept(value, gradient);
    } else {
      shorten(useful ? value : Double.POSITIVE_INFINITY);
    }
    if (end.isEmpty() && evaluations >= rules.rounds()) {
      end = Optional.of(End.ROUNDS);
    }
  }

  private void start(double value, double[] gradient) {
    f = value;
    System.arraycopy(gradient, 0, g, 0, g.length);
    if (isStationary()) {
      end = Optional.of(End.GRADIENT);
    } else {
      aim();
    }
  }

  private void accept(double value, double[] gradient) {
    double decrease = f - value;
    pairs.add(x, trial, g, gradient);
    f = value;
    System.arraycopy(trial, 0, x, 0, x.length);
    System.arraycopy(gradient, 0, g, 0, g.length);
    if (isStationary()) {
      end = Optional.of(End.GRADIENT);
    } else if (decrease <= rules.decreaseTolerance() * Math.max(1, Math.abs(value))) {
      end = Optional.of(End.DECREASE);
    } else {
      aim();
    }
  }

  /** Chooses the direction and the first trial along it. */
  private void aim() {
    boolean[] free = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      free[i] = !isHeld(i);
    }
    pairs.multiply(g, free, direction);
    double slope = 0;
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      direction[i] = free[i] ? -direction[i] : 0;
      slope += direction[i] * g[i];
      largest = Math.max(largest, Math.abs(direction[i]));
    }
    if (!(slope < 0) || largest == Double.POSITIVE_INFINITY) {
      pairs.forget();
      largest = 0;
      for (int i = 0; i < x.length; i++) {
        direction[i] = free[i] ? -g[i] : 0;
        largest = Math.max(largest, Math.abs(direction[i]));
      }
    }
    t = pairs.isEmpty() ? Math.min(1, rules.firstStep() / largest) : 1;
    shortenings = 0;
    placeTrial();
  }

  private void shorten(double value) {
    if (++shortenings > MOST_SHORTENINGS) {
      if (pairs.isEmpty()) {
        end = Optional.of(End.NO_STEP);
      } else {
        pairs.forget();
        aim();
      }
      return;
    }
    double slope = slopeToTrial();
    // The minimum of the parabola through f, its slope and the trial's value.
    double factor = -slope / (2 * (value - f - slope));
    t *= factor >= SHORTEST ? Math.min(factor, LONGEST) : SHORTEST;
    placeTrial();
  }

  private void placeTrial() {
    boolean moved = false;
    for (int i = 0; i < x.length; i++) {
      trial[i] = box.clip(i, x[i] + t * direction[i]);
      moved |= trial[i] != x[i];
    }
    if (!moved) {
      end = Optional.of(End.NO_STEP);
    }
  }

  private double slopeToTrial() {
    double slope = 0;
    for (int i = 0; i < x.length; i++) {
      slope += g[i] * (trial[i] - x[i]);
    }
    return slope;
  }

  private boolean isStationary() {
    for (int i = 0; i < x.length; i++) {
      double step = box.clip(i, x[i] - g[i]) - x[i];
      if (Math.abs(step) > rules.gradientTolerance()) {
        return false;
      }
    }
    return true;
  }

  private boolean isHeld(int i) {
    return (x[i] <= box.lower()[i] && g[i] > 0) || (x[i] >= box.upper()[i] && g[i] < 0);
  }

  private static boolean isFinite(double[] gradient) {
    for (double component : gradient) {
      if (!Double.isFinite(component)) {
        return false;
      }
    }
    return true;
  }
}

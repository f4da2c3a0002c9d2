package dev.luthier.optimize;

import dev.luthier.optimize.Minimum.End;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One descent of {@link ProjectedGradient}, as a state machine.
 *
 * <pre>
 *   name        meaning                                                        shape
 *   P           projection onto the set
 *   x, f, g     where the descent is, the value and gradient there             d, scalar, d
 *   λ           spectral step s·s / s·y of the last step                       scalar
 *   direction   P(x − λ g) − x, which leads to a point of the set              d
 *   t           step length ≤ 1; the trial is x + t · direction, of the set    scalar
 * </pre>
 *
 * <p>A value need only be less than the worst of the last ones (Grippo, Lampariello, Lucidi 1986),
 * without which the spectral step would lose what makes it fast; the best point is remembered.
 */
final class ProjectedDescent implements Stepwise {
  /** Sufficient decrease, as in {@link Descent}. */
  private static final double ARMIJO = 1e-4;

  /** Values among which the worst may be exceeded, as in the paper. */
  private static final int MEMORY = 10;

  private static final double SHORTEST = 0.1;
  private static final double LONGEST = 0.5;
  private static final int MOST_SHORTENINGS = 12;

  /** Steps in a row without a new best: values of this method do not fall in every one. */
  private static final int MOST_IDLE = 5;

  private final ProjectedGradient rules;
  private final UnaryOperator<double[]> projection;
  private final Deque<Double> recent = new ArrayDeque<>();
  private double[] x;
  private double[] g;
  private double[] direction;
  private double[] trial;
  private double[] best;
  private double f = Double.POSITIVE_INFINITY;
  private double bestValue = Double.POSITIVE_INFINITY;
  private double t;
  private int evaluations;
  private int shortenings;
  private int idle;
  private Optional<End> end = Optional.empty();

  ProjectedDescent(ProjectedGradient rules, UnaryOperator<double[]> projection, double[] start) {
    this.rules = rules;
    this.projection = projection;
    this.x = projection.apply(start);
    this.trial = x;
    this.best = x;
    this.g = new double[x.length];
    this.direction = new double[x.length];
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
    return new Minimum(best.clone(), bestValue, evaluations, end.orElse(End.ROUNDS));
  }

  @Override
  public void take(double value, double[] gradient) {
    evaluations++;
    boolean useful =
        value < Double.POSITIVE_INFINITY && Arrays.stream(gradient).allMatch(Double::isFinite);
    if (evaluations == 1) {
      if (useful) {
        move(value, gradient);
        aim(rules.firstStep() / largest(g));
      } else {
        end = Optional.of(End.NO_VALUE);
      }
    } else if (useful && value <= worstOfRecent() + ARMIJO * t * dot(g, direction)) {
      accept(value, gradient);
    } else {
      shorten(useful ? value : Double.POSITIVE_INFINITY);
    }
    if (end.isEmpty() && evaluations >= rules.rounds()) {
      end = Optional.of(End.ROUNDS);
    }
  }

  private void accept(double value, double[] gradient) {
    double ss = 0;
    double sy = 0;
    for (int i = 0; i < x.length; i++) {
      double s = trial[i] - x[i];
      ss += s * s;
      sy += s * (gradient[i] - g[i]);
    }
    move(value, gradient);
    if (idle > MOST_IDLE) {
      end = Optional.of(End.DECREASE);
    } else {
      // Where the function does not curve upwards the longest step is right, as in the paper.
      aim(sy > 0 ? ss / sy : Double.POSITIVE_INFINITY);
    }
  }

  private void move(double value, double[] gradient) {
    boolean isWorth = bestValue - value > rules.decreaseTolerance() * Math.max(1, Math.abs(value));
    idle = isWorth ? 0 : idle + 1;
    x = trial;
    f = value;
    g = gradient.clone();
    if (value < bestValue) {
      bestValue = value;
      best = x;
    }
    recent.addLast(value);
    if (recent.size() > MEMORY) {
      recent.removeFirst();
    }
  }

  /** Chooses the direction and the first trial along it. */
  private void aim(double spectral) {
    if (largest(difference(projection.apply(along(g, -1)), x)) <= rules.gradientTolerance()) {
      end = Optional.of(End.GRADIENT);
      return;
    }
    double step = Math.min(spectral, rules.longestStep() / largest(g));
    direction = difference(projection.apply(along(g, -step)), x);
    t = 1;
    shortenings = 0;
    if (dot(g, direction) < 0) {
      trial = along(direction, t);
    } else {
      end = Optional.of(End.NO_STEP); // rounding of the projection is all that is left
    }
  }

  private void shorten(double value) {
    if (++shortenings > MOST_SHORTENINGS) {
      end = Optional.of(End.NO_STEP);
      return;
    }
    double slope = t * dot(g, direction);
    // The minimum of the parabola through f, its slope and the trial's value.
    double factor = -slope / (2 * (value - f - slope));
    t *= factor >= SHORTEST ? Math.min(factor, LONGEST) : SHORTEST;
    trial = along(direction, t);
  }

  private double worstOfRecent() {
    return recent.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** x + step · vector. */
  private double[] along(double[] vector, double step) {
    double[] point = new double[x.length];
    Arrays.setAll(point, i -> x[i] + step * vector[i]);
    return point;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static double largest(double[] vector) {
    return Arrays.stream(vector).map(Math::abs).max().orElse(0);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

package dev.luthier.bench.development;

import dev.luthier.bench.problem.Regret;
import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The least value of a function that can be had for nothing, as near as some tens of thousands of
 * evaluations come: random points, the best of which are improved along the coordinates with ever
 * smaller steps; or the known one. The unit of regret is the distance from there to the median, so
 * that functions of any scale count alike.
 */
final class ReferenceMinimum {
  /** One of so many random points is improved, roughly, … */
  private static final int PER_START = 100;

  /** … and one of so many finely. */
  private static final int PER_FINALIST = 1_000;

  private static final double FIRST_STEP = 0.1;

  private static final double ROUGH_STEP = 0.02;

  /** Then regret is right to some 1e-6 where the function is smooth, far below its floor. */
  private static final double LAST_STEP = 1e-4;

  private static final int MOST_ROUNDS = 200;

  private final Encoder encoder;
  private final ToDoubleFunction<Configuration> function;

  private ReferenceMinimum(Drawn drawn) {
    this.encoder = new Encoder(drawn.space());
    this.function = drawn.function();
  }

  private static final class Point {
    private final double[] coordinates;
    private final double value;

    private Point(double[] coordinates, double value) {
      this.coordinates = coordinates;
      this.value = value;
    }

    double value() {
      return value;
    }
  }

  static Regret find(Drawn drawn, RandomGenerator random) {
    ReferenceMinimum search = new ReferenceMinimum(drawn);
    List<Point> points =
        Stream.generate(() -> search.at(search.encoder.encode(drawn.space().sample(random))))
            .limit(drawn.sample())
            .sorted(Comparator.comparingDouble(Point::value))
            .toList();
    double minimum =
        points.stream()
            .limit(drawn.sample() / PER_START)
            .map(point -> search.improved(point, FIRST_STEP, ROUGH_STEP))
            .sorted(Comparator.comparingDouble(Point::value))
            .limit(drawn.sample() / PER_FINALIST)
            .mapToDouble(point -> search.improved(point, ROUGH_STEP, LAST_STEP).value)
            .min()
            .orElseThrow();
    double least = drawn.minimum().orElse(minimum);
    return new Regret(least, points.get(points.size() / 2).value() - least);
  }

  /** The end of a coordinate search from a point. */
  private Point improved(Point start, double firstStep, double lastStep) {
    Point best = start;
    double step = firstStep;
    for (int round = 0; round < MOST_ROUNDS && step >= lastStep; round++) {
      Point after = round(best, step);
      step = after.value < best.value ? step : step / 2;
      best = after;
    }
    return best;
  }

  private Point round(Point start, double step) {
    Point best = start;
    for (int i = 0; i < encoder.dimension(); i++) {
      for (double by : List.of(-step, step)) {
        double[] coordinates = best.coordinates.clone();
        coordinates[i] = Math.clamp(coordinates[i] + by, 0, 1);
        Point there = at(coordinates);
        best = there.value < best.value ? there : best;
      }
    }
    return best;
  }

  private Point at(double[] coordinates) {
    return new Point(coordinates, function.applyAsDouble(encoder.decode(coordinates)));
  }
}

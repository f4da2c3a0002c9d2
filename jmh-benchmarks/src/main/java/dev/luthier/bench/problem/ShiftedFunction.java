package dev.luthier.bench.problem;

import dev.luthier.study.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A named function, and others like it: each has its minimum a little elsewhere, and other units.
 *
 * <pre>
 *   f₀ = f      fₖ(x) = a f(x − δ w) + b
 *
 *   δ    uniform in ±0.1, by coordinate      w   width of the box
 *   a    exp(ε), ε ~ N(0, 1)                 b   10 ε', ε' ~ N(0, 1)
 * </pre>
 */
public final class ShiftedFunction implements RelatedTasks {
  /** Chosen before the first run. */
  private static final double FARTHEST = 0.1;

  private static final double OFFSET = 10;

  private final NamedProblem original;

  private ShiftedFunction(NamedProblem original) {
    this.original = original;
  }

  /** All six. */
  public static List<ShiftedFunction> all() {
    return NamedProblem.all().stream().map(ShiftedFunction::new).toList();
  }

  @Override
  public String name() {
    return original.name();
  }

  @Override
  public ScalarInstance task(long seed, int index) {
    double[] lower = original.design().lower().toArray();
    double[] upper = original.design().upper().toArray();
    double[] shift = new double[lower.length];
    double scale = 1;
    double offset = 0;
    if (index > 0) {
      RandomGenerator random = new RandomStreams(seed).generator(index, name() + " shifted");
      Arrays.setAll(shift, i -> FARTHEST * (2 * random.nextDouble() - 1) * (upper[i] - lower[i]));
      scale = Math.exp(random.nextGaussian());
      offset = OFFSET * random.nextGaussian();
    }
    double a = scale;
    double b = offset;
    return new BoxInstance(
        original.box(),
        x -> {
          double[] moved = new double[x.length];
          Arrays.setAll(moved, i -> x[i] - shift[i]);
          return a * original.function().value(moved) + b;
        },
        List.of(),
        new Regret(a * original.minimum() + b, a));
  }
}

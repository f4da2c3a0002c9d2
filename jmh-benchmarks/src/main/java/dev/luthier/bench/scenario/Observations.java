package dev.luthier.bench.scenario;

import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.Kernel;
import dev.luthier.surrogate.Hyperparameter;
import dev.luthier.surrogate.HyperparameterPrior;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Observations of a smooth function with a little noise; the package has it. */
@State(Scope.Thread)
public class Observations {
  /** Standard deviation in the values; the variance in {@link #model}. */
  public static final double NOISE = 0.01;

  /** A study that begins, one of a weekend, and the largest that is fitted exactly. */
  @Param({"100", "1000", "4000"})
  public int n;

  Points points() {
    return points(n, 12);
  }

  static Points points(int count, long seed) {
    return new Points(count, Sample.DIMENSION, Sample.points(count, seed));
  }

  double[] values() {
    return values(points());
  }

  /** What is observed at points. */
  public static double[] values(Points points) {
    SplittableRandom random = new SplittableRandom(13);
    double[] values = new double[points.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(points, i) + NOISE * random.nextGaussian();
    }
    return values;
  }

  /** Without noise. */
  static double value(Points points, int i) {
    double sum = 0;
    for (int c = 0; c < points.dimension(); c++) {
      sum += Math.sin(3 * points.columns()[i + c * points.count()] + c);
    }
    return sum / Math.sqrt(points.dimension());
  }

  /** A model that fits the observations well. */
  static ModelFamily.Model model() {
    return new ModelFamily.Model(Sample.kernel(), NOISE);
  }

  /** With the form and the priors of the strategy {@code gp} for ten parameters. */
  static ModelFamily family() {
    Kernel form = Sample.kernel();
    var variance = new Hyperparameter(new HyperparameterPrior.Gamma(2, 1), 1, 1e-2, 1e2);
    var prior =
        new HyperparameterPrior.LogNormal(
            Math.sqrt(2) + 0.5 * Math.log(Sample.DIMENSION), Math.sqrt(3));
    double mode = Math.exp(prior.location() - prior.scale() * prior.scale());
    var scale = new Hyperparameter(prior, mode, 5e-3, 1e3);
    var noise = new Hyperparameter(new HyperparameterPrior.Gamma(1.1, 30), 1e-3, 1e-6, 1);
    List<Hyperparameter> all = new ArrayList<>(List.of(variance));
    all.addAll(Collections.nCopies(Sample.DIMENSION, scale));
    return new ModelFamily(form, all, noise);
  }
}

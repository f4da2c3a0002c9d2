package dev.luthier.bench.development;

import static dev.luthier.space.Condition.when;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Kernel ridge regression, α = (K + λI)⁻¹ y, to be tuned: which kernel, and what belongs to it. A
 * width matters to two kernels alone, a degree to one.
 */
final class KernelRidge {
  private static final List<String> KERNELS = List.of("gaussian", "laplace", "power", "product");

  private final CategoricalParameter<String> kernel;
  private final RealParameter width;
  private final IntegerParameter degree;
  private final RealParameter penalty;
  private final RealParameter offset;
  private final CategoricalParameter<Boolean> standardised;
  private final SearchSpace space;

  /**
   * @param isConditional whether a parameter that does not matter is inactive, or is just there
   */
  private KernelRidge(boolean isConditional) {
    var building = SearchSpace.builder();
    kernel = building.add(CategoricalParameter.of("kernel", KERNELS));
    standardised = building.add(CategoricalParameter.bool("standardised"));
    penalty = building.add(RealParameter.log("penalty", 1e-6, 1e3));
    offset = building.add(RealParameter.linear("offset", 0, 2));
    if (isConditional) {
      width =
          building.add(RealParameter.log("width", 1e-2, 1e3), when(kernel, "gaussian", "laplace"));
      degree = building.add(IntegerParameter.linear("degree", 2, 5), when(kernel, "power"));
    } else {
      width = building.add(RealParameter.log("width", 1e-2, 1e3));
      degree = building.add(IntegerParameter.linear("degree", 2, 5));
    }
    space = building.build();
  }

  static Drawn draw(boolean isConditional, RandomGenerator random) {
    KernelRidge learner = new KernelRidge(isConditional);
    LearningTask raw = LearningTask.draw(random);
    LearningTask scaled = raw.standardised();
    return Drawn.learner(
        learner.space,
        configuration ->
            learner.error(configuration.get(learner.standardised) ? scaled : raw, configuration));
  }

  /** k(u, v). */
  @FunctionalInterface
  private interface Similarity {
    double of(double[] u, double[] v);
  }

  private double error(LearningTask task, Configuration configuration) {
    Similarity similarity = similarity(configuration);
    double[][] x = task.inputs();
    int n = x.length;
    double[][] k = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        k[i][j] = similarity.of(x[i], x[j]);
      }
      k[i][i] += configuration.get(penalty);
    }
    double[] alpha = solve(k, task.answers());
    return task.error(
        input -> {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            sum += alpha[i] * similarity.of(x[i], input);
          }
          return sum;
        });
  }

  private Similarity similarity(Configuration configuration) {
    double shift = configuration.get(offset);
    return switch (configuration.get(kernel)) {
      case "gaussian" -> {
        double scale = configuration.get(width);
        yield (u, v) -> shift + Math.exp(-0.5 * Surfaces.squaredDistance(u, v) / (scale * scale));
      }
      case "laplace" -> {
        double scale = configuration.get(width);
        yield (u, v) -> shift + Math.exp(-Math.sqrt(Surfaces.squaredDistance(u, v)) / scale);
      }
      case "power" -> {
        double power = configuration.get(degree);
        yield (u, v) -> Math.pow(shift + dot(u, v) / LearningTask.INPUTS, power);
      }
      default -> (u, v) -> shift + dot(u, v);
    };
  }

  /** K⁻¹ y by Cholesky's factor, in place of K's lower triangle; NaN where there is none. */
  private static double[] solve(double[][] k, double[] y) {
    int n = y.length;
    double[] x = y.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = k[i][j];
        for (int l = 0; l < j; l++) {
          sum -= k[i][l] * k[j][l];
        }
        k[i][j] = i == j ? Math.sqrt(sum) : sum / k[j][j];
        x[i] -= i == j ? 0 : k[i][j] * x[j];
      }
      x[i] /= k[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= k[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= k[i][j] * x[i];
      }
    }
    return x;
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }
}

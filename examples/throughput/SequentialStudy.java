import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A whole study, one trial at a time, fits included: how long ask and tell take together. Strategy
 * {@code gp}, in memory, ten floats in [0, 1], Σ_j sin(4 x_j + j)/(1 + j) + 0.05 · N(0, 1). Beside
 * it: {@code optuna_sequential.py}, which does the same with Optuna's GPSampler.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector \\
 *   -cp 'cli/target/luthier/lib/*' examples/throughput/SequentialStudy.java 1000</pre>
 */
class SequentialStudy {
  static final int DIMENSION = 10;
  static final int EVERY = 100;

  public static void main(String[] arguments) {
    int trials = Integer.parseInt(arguments[0]);
    Random random = new Random(0);
    double seconds = 0;
    try (Study study = Study.create(spec())) {
      for (int i = 1; i <= trials; i++) {
        long began = System.nanoTime();
        TrialContext trial = study.ask().orElseThrow();
        seconds += (System.nanoTime() - began) / 1e9;
        double value = value(trial.configuration().asMap(), random);
        began = System.nanoTime();
        study.tell(trial.number(), Evaluation.of(ObjectiveSpec.UNNAMED, value));
        seconds += (System.nanoTime() - began) / 1e9;
        if (i % EVERY == 0) {
          System.out.printf(Locale.ROOT, "luthier gp, %d trials: %.2f s%n", i, seconds);
        }
      }
    }
  }

  static double value(Map<String, Object> x, Random random) {
    double sum = 0.05 * random.nextGaussian();
    for (int j = 0; j < DIMENSION; j++) {
      sum += Math.sin(4 * (Double) x.get("x" + j) + j) / (1 + j);
    }
    return sum;
  }

  static StudySpec spec() {
    var space = SearchSpace.builder();
    for (int j = 0; j < DIMENSION; j++) {
      space.add(RealParameter.linear("x" + j, 0, 1));
    }
    return new StudySpec(
        "sequential",
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("gp"),
        0,
        Budget.UNLIMITED);
  }
}

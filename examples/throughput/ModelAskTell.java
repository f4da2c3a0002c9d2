import dev.luthier.run.EvaluatedTrial;
import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long strategy {@code gp} takes for a suggestion after n trials: 30 consecutive pairs of ask
 * and tell, refits as they fall due included, after 30 to warm up. Ten floats in [0, 1], the data
 * of the peers' measurements: Σ_j sin(4 x_j + j)/(1 + j) + 0.05 · N(0, 1). Beside it: {@code
 * optuna_gp.py}, which does the same with Optuna's GPSampler.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED -cp 'cli/target/luthier/lib/*' \
 *   examples/throughput/ModelAskTell.java 100 500 1000</pre>
 */
class ModelAskTell {
  static final int WARM_UP = 30;
  static final int PAIRS = 30;
  static final int DIMENSION = 10;
  static final Trial.Timing TIMING = new Trial.Timing("earlier", Instant.EPOCH, Instant.EPOCH);

  public static void main(String[] arguments) {
    for (String argument : arguments) {
      measure(Integer.parseInt(argument));
    }
  }

  static void measure(int n) {
    Random random = new Random(0);
    try (Study study = Study.create(spec())) {
      List<EvaluatedTrial> history = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        Map<String, Object> x = new LinkedHashMap<>();
        for (int j = 0; j < DIMENSION; j++) {
          x.put("x" + j, random.nextDouble());
        }
        Evaluation evaluation = Evaluation.of(ObjectiveSpec.UNNAMED, value(x, random));
        history.add(new EvaluatedTrial(x, List.of(), TIMING, new Outcome.Completed(evaluation)));
      }
      study.add(history);
      double[] asks = new double[PAIRS];
      double[] tells = new double[PAIRS];
      long began = System.nanoTime();
      pair(study, random);
      double cold = (System.nanoTime() - began) / 1e6;
      for (int i = 1 - WARM_UP; i < PAIRS; i++) {
        double[] pair = pair(study, random);
        if (i >= 0) {
          asks[i] = pair[0];
          tells[i] = pair[1];
        }
      }
      double[] pairs = new double[PAIRS];
      Arrays.setAll(pairs, i -> asks[i] + tells[i]);
      Arrays.sort(pairs);
      Arrays.sort(tells);
      System.out.printf(
          Locale.ROOT,
          "luthier gp, n = %d, d = %d: ask + tell median %.1f ms, least %.1f, most %.1f; tell"
              + " median %.3f ms; first ask %.0f ms%n",
          n,
          DIMENSION,
          pairs[PAIRS / 2],
          pairs[0],
          pairs[PAIRS - 1],
          tells[PAIRS / 2],
          cold);
    }
  }

  static double[] pair(Study study, Random random) {
    long began = System.nanoTime();
    TrialContext trial = study.ask().orElseThrow();
    long asked = System.nanoTime();
    double value = value(trial.configuration().asMap(), random);
    long evaluated = System.nanoTime();
    study.tell(trial.number(), Evaluation.of(ObjectiveSpec.UNNAMED, value));
    return new double[] {(asked - began) / 1e6, (System.nanoTime() - evaluated) / 1e6};
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
        "latency",
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("gp"),
        0,
        Budget.UNLIMITED);
  }
}

import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many trials a second one thread can ask and tell, in memory, over ten floats in [0, 1]:
 * Luthier's own cost, with an objective that costs nothing. One fresh study of {@code trials}
 * trials a round; the first rounds warm the JVM up.
 *
 * <pre>java -cp 'cli/target/luthier/lib/*' examples/throughput/AskTell.java [strategy [trials]]
 * </pre>
 */
class AskTell {
  static final int ROUNDS = 15;
  static final int WARM_UP = 5;

  public static void main(String[] arguments) {
    String strategy = arguments.length > 0 ? arguments[0] : "random";
    int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rates[round] = rate(strategy, trials, round);
    }
    double[] warm = Arrays.copyOfRange(rates, WARM_UP, ROUNDS);
    Arrays.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "%s, %d trials: first round %,.0f /s; after %d rounds median %,.0f /s, lowest %,.0f, highest %,.0f of %d%n",
        strategy,
        trials,
        rates[0],
        WARM_UP,
        warm[warm.length / 2],
        warm[0],
        warm[warm.length - 1],
        warm.length);
  }

  static double rate(String strategy, int trials, long seed) {
    var space = SearchSpace.builder();
    List<RealParameter> parameters = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      parameters.add(space.add(RealParameter.linear("x" + i, 0, 1)));
    }
    StudySpec spec =
        new StudySpec(
            "throughput",
            space.build(),
            List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
            List.of(),
            StrategySpec.named(strategy),
            seed,
            Budget.trials(trials));
    try (Study study = Study.create(spec)) {
      long start = System.nanoTime();
      for (int n = 0; n < trials; n++) {
        TrialContext trial = study.ask().orElseThrow();
        double sum = 0;
        for (RealParameter parameter : parameters) {
          sum += Math.pow(trial.get(parameter) - 0.3, 2);
        }
        study.tell(trial.number(), Evaluation.of(sum));
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (study.best().isEmpty() || study.trials().size() != trials) {
        throw new AssertionError("the study lost trials");
      }
      return trials / seconds;
    }
  }
}

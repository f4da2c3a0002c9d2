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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * and tell, refits as they fall due included, in a virtual machine that has done the same on other
 * studies for so many seconds. Ten floats in [0, 1], the data of the peers' measurements: Σ_j sin(4
 * x_j + j)/(1 + j) + 0.05 · N(0, 1). Beside it: {@code optuna_gp.py}, which does the same with
 * Optuna's GPSampler.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector \
 *   -cp 'cli/target/luthier/lib/*' examples/throughput/ModelAskTell.java 20 100 500 1000</pre>
 *
 * Arguments: seconds to warm up, then numbers of trials.
 */
class ModelAskTell {
  static final int PAIRS = 30;
  static final int DIMENSION = 10;
  static final Trial.Timing TIMING = new Trial.Timing("earlier", Instant.EPOCH, Instant.EPOCH);

  public static void main(String[] arguments) {
    long warmUp = Long.parseLong(arguments[0]) * 1_000_000_000L;
    for (int a = 1; a < arguments.length; a++) {
      measure(Integer.parseInt(arguments[a]), warmUp);
    }
  }

  static void measure(int n, long warmUp) {
    Random random = new Random(0);
    long atFirst = resident();
    long began = System.nanoTime();
    while (System.nanoTime() - began < warmUp) {
      try (Study study = study(n, random)) {
        for (int i = 0; i <= PAIRS; i++) {
          pair(study, random);
        }
      }
    }
    try (Study study = study(n, random)) {
      double[] first = pair(study, random);
      double[] asks = new double[PAIRS];
      double[] tells = new double[PAIRS];
      for (int i = 0; i < PAIRS; i++) {
        double[] pair = pair(study, random);
        asks[i] = pair[0];
        tells[i] = pair[1];
      }
      double[] pairs = new double[PAIRS];
      Arrays.setAll(pairs, i -> asks[i] + tells[i]);
      double[] inOrder = pairs.clone();
      Arrays.sort(pairs);
      Arrays.sort(tells);
      System.out.printf(
          Locale.ROOT,
          "luthier gp, n = %d, d = %d: ask + tell median %.1f ms, least %.1f, most %.1f; tell"
              + " median %.3f ms; first ask, with its fit, %.0f ms; resident memory %d MB before, %d"
              + " MB more after%n",
          n,
          DIMENSION,
          pairs[PAIRS / 2],
          pairs[0],
          pairs[PAIRS - 1],
          tells[PAIRS / 2],
          first[0],
          atFirst,
          resident() - atFirst);
      if (System.getenv("LUTHIER_ALL_PAIRS") != null) {
        System.out.println(Arrays.toString(inOrder));
      }
    }
  }

  /** A study with n trials at random. */
  static Study study(int n, Random random) {
    Study study = Study.create(spec());
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
    return study;
  }

  /** Resident memory of this process, MB; 0 where there is no /proc. */
  static long resident() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
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

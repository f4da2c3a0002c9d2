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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many small studies at once: all are open, threads take turns with them, ask and tell, until each
 * has its trials. Strategy {@code gp}, in memory, four floats, Σ (x_j − c_j)² with a centre of its
 * own for each study.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector \
 *   -cp 'cli/target/luthier/lib/*' examples/throughput/ManyStudies.java 1000 50 2 3</pre>
 *
 * Arguments: studies, trials of each, threads, rounds.
 */
class ManyStudies {
  static final int DIMENSION = 4;

  public static void main(String[] arguments) throws InterruptedException {
    int studies = Integer.parseInt(arguments[0]);
    int trials = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
      measure(round, studies, trials, threads);
    }
  }

  static void measure(int round, int count, int trials, int threads) throws InterruptedException {
    List<Study> studies = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      studies.add(Study.create(spec(s)));
    }
    long began = System.nanoTime();
    for (int trial = 0; trial < trials; trial++) {
      AtomicInteger next = new AtomicInteger();
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(Thread.ofPlatform().start(() -> advance(studies, next)));
      }
      for (Thread thread : running) {
        thread.join();
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    studies.forEach(Study::close);
    System.out.printf(
        Locale.ROOT,
        "round %d: %d studies of %d trials, %d threads: %.0f asks a second, %.1f s%n",
        round,
        count,
        trials,
        threads,
        count * trials / seconds,
        seconds);
  }

  static void advance(List<Study> studies, AtomicInteger next) {
    for (int s = next.getAndIncrement(); s < studies.size(); s = next.getAndIncrement()) {
      Study study = studies.get(s);
      TrialContext trial = study.ask().orElseThrow();
      double value = value(trial.configuration().asMap(), s);
      study.tell(trial.number(), Evaluation.of(ObjectiveSpec.UNNAMED, value));
    }
  }

  static double value(Map<String, Object> x, int s) {
    double sum = 0;
    for (int j = 0; j < DIMENSION; j++) {
      double centre = (0.17 * (s + 1) * (j + 1)) % 1;
      sum += Math.pow((Double) x.get("x" + j) - centre, 2);
    }
    return sum;
  }

  static StudySpec spec(int seed) {
    var space = SearchSpace.builder();
    for (int j = 0; j < DIMENSION; j++) {
      space.add(RealParameter.linear("x" + j, 0, 1));
    }
    return new StudySpec(
        "study-" + seed,
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("gp"),
        seed,
        Budget.UNLIMITED);
  }
}

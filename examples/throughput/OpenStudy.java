import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to open a stored study of so many trials over ten floats, and by how much the
 * process's resident memory grows. One fresh process an opening: the first argument "make" writes
 * the study and closes it, "kill" writes it and dies without closing, "open" opens it.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED -cp 'cli/target/luthier/lib/*' \
 *     examples/throughput/OpenStudy.java make|kill|open FILE [trials]
 * </pre>
 */
class OpenStudy {
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    Clock clock = Clock.systemUTC();
    if (!arguments[0].equals("open")) {
      int trials = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
      make(file, trials, clock, arguments[0].equals("kill"));
      return;
    }
    long before = residentKilobytes();
    long start = System.nanoTime();
    try (Study study = Study.open("large", SqliteStore.open(file, clock), clock)) {
      double seconds = (System.nanoTime() - start) * 1e-9;
      long after = residentKilobytes();
      System.out.printf(
          Locale.ROOT,
          "%,d trials opened in %.2f s; resident memory grew by %d MB, from %d MB%n",
          study.trials().size(),
          seconds,
          (after - before) / 1024,
          before / 1024);
    }
  }

  static void make(Path file, int trials, Clock clock, boolean dies) {
    var space = SearchSpace.builder();
    for (int i = 0; i < 10; i++) {
      space.add(RealParameter.linear("x" + i, 0, 1));
    }
    StudySpec spec =
        new StudySpec(
            "large",
            space.build(),
            List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
            List.of(),
            StrategySpec.named("random"),
            1,
            Budget.trials(trials).parallel(16));
    try (Study study = Study.open(spec, SqliteStore.open(file, clock), clock)) {
      while (true) {
        var asked = study.ask(500);
        asked.trials().parallelStream()
            .forEach(trial -> study.tell(trial.number(), Evaluation.of(trial.number() * 0.1)));
        if (asked.done().isPresent()) {
          if (dies) {
            Runtime.getRuntime().halt(9);
          }
          return;
        }
      }
    }
  }

  static long residentKilobytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new AssertionError("no VmRSS");
  }
}

import dev.luthier.run.Study;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many trials a second clients can ask and tell durably, each waiting for its answers, and what
 * the disk allows: the median time of a bare one-row commit of SQLite's in the same mode (WAL,
 * synchronous=FULL), in the same run. The bar is 300 a second for one client and 5,000 for 64,
 * where such a commit takes up to 0.6 ms; where it takes longer, less in proportion.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED -cp 'cli/target/luthier/lib/*' \
 *     examples/throughput/DurableAskTell.java [folder [rounds]]
 * </pre>
 */
class DurableAskTell {
  static final double BAR_COMMIT_MS = 0.6;

  public static void main(String[] arguments) throws Exception {
    Path folder =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("durable");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    for (int round = 0; round < rounds; round++) {
      double before = bareCommit(folder.resolve("bare.db"));
      double one = rate(folder.resolve("one.db"), 1, 1_000, round);
      double many = rate(folder.resolve("many.db"), 64, 20_000, round);
      double after = bareCommit(folder.resolve("bare.db"));
      double commit = Math.max(before, after);
      double scale = Math.min(1, BAR_COMMIT_MS / commit);
      System.out.printf(
          Locale.ROOT,
          "round %d: bare commit %.3f and %.3f ms; 1 client %,.0f /s (bar %,.0f);"
              + " 64 threads %,.0f /s (bar %,.0f)%n",
          round,
          before,
          after,
          one,
          300 * scale,
          many,
          5_000 * scale);
    }
  }

  /** Median milliseconds of 500 commits of one row each. */
  static double bareCommit(Path file) throws Exception {
    delete(file);
    double[] times = new double[500];
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (int i = 0; i < times.length; i++) {
          long start = System.nanoTime();
          insert.setLong(1, i);
          insert.setString(2, "x".repeat(100));
          insert.executeUpdate();
          connection.commit();
          times[i] = (System.nanoTime() - start) * 1e-6;
        }
      }
    }
    delete(file);
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /** Trials a second, all clients together. */
  static double rate(Path file, int clients, int trials, long seed) throws Exception {
    delete(file);
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
            StrategySpec.named("random"),
            seed,
            Budget.trials(trials));
    try (Study study =
        Study.open(spec, SqliteStore.open(file, Clock.systemUTC()), Clock.systemUTC())) {
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        threads.add(Thread.ofPlatform().start(() -> work(study, parameters)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (study.trials().size() != trials || study.best().isEmpty()) {
        throw new AssertionError("the study lost trials");
      }
      return trials / seconds;
    } finally {
      delete(file);
    }
  }

  static void work(Study study, List<RealParameter> parameters) {
    for (var asked = study.ask(); asked.isPresent(); asked = study.ask()) {
      TrialContext trial = asked.get();
      double sum = 0;
      for (RealParameter parameter : parameters) {
        sum += Math.pow(trial.get(parameter) - 0.3, 2);
      }
      study.tell(trial.number(), Evaluation.of(sum));
    }
  }

  static void delete(Path file) throws Exception {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
  }
}

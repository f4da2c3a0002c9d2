package dev.luthier.bench.stall;

import dev.luthier.bench.statistic.Median;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.error.InvalidInputException;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** {@code luthier bench stall}. */
public final class StallCommand {

  private static final String HELP =
      """
      Usage: luthier bench stall [BACKEND]

      How long a thread that allocates is kept waiting while another one factors a matrix
      of order 4,096 (default: openblas, one thread): 20 runs with the factorization and
      20 of equal length without, in turn. Prints each run's longest wait.
      """;

  private static final int RUNS = 20;
  private static final int ORDER = 4_096;

  private StallCommand() {}

  /**
   * The longest waits of runs.
   *
   * @param with milliseconds, one number a run
   * @param without the same, without a factorization
   */
  record Stalls(double[] with, double[] without) {

    /** How much longer the median is with it. */
    double difference() {
      return Median.of(with) - Median.of(without);
    }
  }

  /**
   * Runs the command.
   *
   * @throws InvalidInputException naming the word that is wrong
   */
  public static void run(List<String> words, PrintStream out) {
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      return;
    }
    if (words.size() > 1) {
      throw new InvalidInputException("option", words.get(1), "is not known");
    }
    String backend = words.isEmpty() ? "openblas" : words.getFirst();
    print(measure(open(backend), ORDER, RUNS), backend, out);
  }

  private static OpenSession open(String backend) {
    OpenSession open = new OpenSession();
    open.backend = backend;
    try {
      open.open();
    } catch (IllegalArgumentException | BackendUnavailableException e) {
      throw new InvalidInputException("BACKEND", backend, String.valueOf(e.getMessage()));
    }
    return open;
  }

  /** Measures, and closes the session. */
  static Stalls measure(OpenSession open, int order, int runs) {
    double[] with = new double[runs];
    double[] without = new double[runs];
    Session session = open.session();
    Matrix a = open.matrix(order, order, Sample.definite(order));
    Matrix l = session.allocate(order, order);
    session.copy(a, l);
    session.choleskyInPlace(l);
    try (AllocatingThread allocating = new AllocatingThread()) {
      for (int run = 0; run < runs; run++) {
        session.copy(a, l);
        allocating.begin();
        long start = System.nanoTime();
        session.choleskyInPlace(l);
        long nanos = System.nanoTime() - start;
        with[run] = allocating.longestNanos() / 1e6;
        allocating.begin();
        rest(nanos);
        without[run] = allocating.longestNanos() / 1e6;
      }
    } finally {
      open.close();
    }
    return new Stalls(with, without);
  }

  private static void rest(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void print(Stalls stalls, String backend, PrintStream out) {
    out.printf(Locale.ROOT, "%s, Cholesky of order %d, one thread%n", backend, ORDER);
    out.printf(Locale.ROOT, "%5s %12s %12s%n", "run", "with, ms", "without, ms");
    for (int run = 0; run < stalls.with.length; run++) {
      out.printf(
          Locale.ROOT, "%5d %12.1f %12.1f%n", run + 1, stalls.with[run], stalls.without[run]);
    }
    out.printf(
        Locale.ROOT,
        "median with − median without: %.1f ms (bar: at most 10)%n",
        stalls.difference());
  }
}

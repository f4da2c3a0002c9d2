import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.surrogate.CholeskyFactor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How near the operations that read a triangle of 4n² bytes once come to the rate at which as many
 * threads sum an array of as many bytes. Their runs alternate; a GiB of something else is read
 * before each, so that all read from memory, as JMH's separate processes do not where a third-level
 * cache holds the matrix.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector -Xmx4g \
 *   -cp 'jmh-benchmarks/target/luthier/lib/*' examples/throughput/ReadShare.java openblas 4000 1
 * </pre>
 */
class ReadShare {
  static final int WARM_UP = 30;
  static final int RUNS = 41;

  /** More than any cache: 1 GiB. */
  static final double[] OTHER = new double[1 << 27];

  static double sink;

  record Item(String name, Runnable run) {}

  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    OpenSession open = new OpenSession();
    open.backend = arguments[0];
    open.threads = threads;
    open.open();
    double[] array = Sample.matrix(n * n / 2, 1, 11);
    measure(
        new Item("summing an array", () -> sink += sum(array, threads)),
        symmetricMultiply(open, n, 10),
        symmetricMultiply(open, n, 1),
        append(open, n));
    open.close();
  }

  static void measure(Item... items) {
    double[][] nanos = new double[items.length][RUNS];
    for (int run = -WARM_UP; run < RUNS; run++) {
      for (int i = 0; i < items.length; i++) {
        sink += sum(OTHER, 1);
        long start = System.nanoTime();
        items[i].run.run();
        if (run >= 0) {
          nanos[i][run] = System.nanoTime() - start;
        }
      }
    }
    Arrays.stream(nanos).forEach(Arrays::sort);
    double read = nanos[0][RUNS / 2];
    for (int i = 0; i < items.length; i++) {
      double median = nanos[i][RUNS / 2];
      System.out.printf(
          Locale.ROOT,
          "%-36s %7.3f ms (%.3f–%.3f), %.2f of the read bandwidth%n",
          items[i].name,
          median / 1e6,
          nanos[i][0] / 1e6,
          nanos[i][RUNS - 1] / 1e6,
          read / median);
    }
  }

  static Item symmetricMultiply(OpenSession open, int n, int columns) {
    Session session = open.session();
    Matrix s = open.matrix(n, n, Sample.definite(n));
    Matrix b = open.matrix(n, columns, Sample.matrix(n, columns, 7));
    Matrix c = session.allocate(n, columns);
    return new Item(
        "symmetricMultiply, " + columns + " columns",
        () -> session.symmetricMultiply(1, s, b, 0, c));
  }

  static Item append(OpenSession open, int n) {
    Session session = open.session();
    Matrix row =
        open.matrix(1, n, Arrays.stream(Sample.matrix(1, n, 10)).map(x -> x / n).toArray());
    Matrix corner = open.matrix(1, 1, new double[] {3});
    Matrix k = open.matrix(n, n, Sample.definite(n));
    CholeskyFactor factor = new CholeskyFactor(session, n + 1);
    factor.append(n, (_, all) -> session.copy(k, all));
    return new Item(
        "append of a row",
        () -> {
          factor.append(
              1,
              (cross, diagonal) -> {
                session.copy(row, cross);
                session.copy(corner, diagonal);
              });
          factor.truncate(n);
        });
  }

  static double sum(double[] values, int threads) {
    int part = values.length / threads;
    return threads == 1
        ? sum(values, 0, values.length)
        : IntStream.range(0, threads)
            .parallel()
            .mapToDouble(t -> sum(values, t * part, (t + 1) * part))
            .sum();
  }

  /** Eight sums: one alone would wait for its own additions, not for the memory. */
  static double sum(double[] v, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = from; i <= to - 8; i += 8) {
      s0 += v[i];
      s1 += v[i + 1];
      s2 += v[i + 2];
      s3 += v[i + 3];
      s4 += v[i + 4];
      s5 += v[i + 5];
      s6 += v[i + 6];
      s7 += v[i + 7];
    }
    return s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7);
  }
}

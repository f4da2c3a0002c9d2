package dev.luthier.bench.operation;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Sums 4n² bytes: as many as the lower triangle of an n × n matrix has, and so the bound of what
 * reads it once.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadBandwidth {

  /** An array as long as the triangle. */
  @State(Scope.Thread)
  public static class OnJava {
    /** That sum a part each. */
    @Param("1")
    public int threads = 1;

    double[] values;

    @Setup
    public void setUp(Order order) {
      values = Sample.matrix(order.n * order.n / 2, 1, 11);
    }
  }

  @Benchmark
  public double java(OnJava on) {
    int threads = on.threads;
    if (threads == 1) {
      return sum(on.values, 0, on.values.length);
    }
    int part = on.values.length / threads;
    return IntStream.range(0, threads)
        .parallel()
        .mapToDouble(
            t -> sum(on.values, t * part, t == threads - 1 ? on.values.length : (t + 1) * part))
        .sum();
  }

  /** Eight sums: one alone would wait for its own additions, not for the memory. */
  private static double sum(double[] v, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      s0 += v[i];
      s1 += v[i + 1];
      s2 += v[i + 2];
      s3 += v[i + 3];
      s4 += v[i + 4];
      s5 += v[i + 5];
      s6 += v[i + 6];
      s7 += v[i + 7];
    }
    for (; i < to; i++) {
      s0 += v[i];
    }
    return s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7);
  }

  /** The same outside the heap. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix values;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      int length = order.n * order.n / 2;
      blas = library.blas();
      values = library.matrix(length, 1, Sample.matrix(length, 1, 11));
    }
  }

  /** Of absolute values: OpenBLAS has no plain sum in every release. */
  @Benchmark
  public double plain(OnPlain on) {
    return on.blas.dasum(on.values);
  }
}

package dev.luthier.select.cost;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * One round of measuring one backend. Every operation is tried at growing sizes, each twice the one
 * before, as long as the time allows the next: a slow backend is measured on small matrices, a fast
 * one on those that show its speed.
 *
 * <p>On an accelerator 256 rows show nothing but what it takes to get there and back: a product of
 * that size is done in a microsecond, a factor is a hundred small steps one after the other.
 * Extrapolated to 10,000 rows such times would be too long by one or two powers of ten. So a
 * backend on which some operation on 256 rows takes less than four calls, and these long, is far
 * away; there sizes go on growing until the time grows with them:
 *
 * <pre>
 *   t(2n) ≥ ½ g t(n),   t(2n) ≥ 4 calls       g = 4 or 8, by which the work has grown
 * </pre>
 *
 * <p>Confined to one thread.
 */
final class BackendMeasurement {
  private static final int SMALLEST = 16;

  /** At 256 a product of OpenBLAS has three quarters of its speed, and takes 0.7 ms on one core. */
  private static final int LARGEST = 256;

  /**
   * On backends that are far away: a product of 17 GFLOP, 0.3 ms at 60 TFLOP/s, and three matrices
   * of 32 MB.
   */
  private static final int FARTHEST = 2_048;

  /** Of what is moved: a matrix of 8 MB, on the host as well, takes 0.15 ms at 55 GB/s. */
  private static final int FARTHEST_MOVED = 1_024;

  /**
   * Of so many calls one is a quarter, and what is beyond it is known well enough. With OpenBLAS
   * the cheapest operation on 256 rows takes some thirty.
   */
  private static final int CALLS = 4;

  /**
   * Nanoseconds. A launch and the answer across a bus take more, a call on the processor one or two
   * thousand, if the compiler has got to it.
   */
  private static final double LONGEST_NEAR_CALL = 5_000;

  /** Different from each other, as coordinates are: a golden section apart. */
  private static final double[] VALUES = values();

  /** Runs at a size on the way: the first of them may have something to load. */
  private static final int ON_THE_WAY = 2;

  /** Runs at the last size, where the time allows so many: enough for the compiler to notice. */
  private static final int MOST_RUNS = 500;

  /** Columns of the points whose covariances are measured. */
  private static final int DIMENSION = 8;

  private final Backend backend;
  private final LongSupplier nanoTime;
  private final double[] corner = new double[1];

  /** Nanoseconds; none before it is measured. */
  private double call;

  /** Whether an operation on {@link #LARGEST} rows was hardly more than a call. */
  private boolean isFar;

  BackendMeasurement(Backend backend, LongSupplier nanoTime) {
    this.backend = backend;
    this.nanoTime = nanoTime;
  }

  /**
   * What is measured at one size.
   *
   * @param before makes the operands what they were; not timed
   * @param timed ends with {@link #await}
   */
  private record Prepared(Runnable before, Runnable timed) {
    Prepared(Runnable timed) {
      this(() -> {}, timed);
    }
  }

  /**
   * The least time of some runs at the last size.
   *
   * @param isWhole whether larger ones are not needed; if not, the time did not allow them
   */
  private record Timed(int size, double nanos, boolean isWhole) {
    /** Without what the call itself costs; at small sizes that is nearly all, and uncertain. */
    double beyond(double call) {
      return Math.max(nanos - call, nanos / 10);
    }

    double square() {
      return (double) size * size;
    }
  }

  /**
   * The costs, measured in so much time; settled if all sizes could be measured that it takes, as
   * far as one round can tell. Empty when the time did not suffice to do everything once: in a
   * fresh virtual machine the first operation of a kind loads classes for milliseconds.
   */
  Optional<BackendCosts> costs(long nanos) {
    if (nanos == 0) {
      return Optional.empty();
    }
    long end = nanoTime.getAsLong() + nanos;
    try (Session session = backend.openSession()) {
      List<Step> steps = steps(session);
      List<Timed> timed = new ArrayList<>();
      for (Step step : steps) {
        if (left(end) == 0) {
          return Optional.empty();
        }
        timed.add(time(session, step, (long) (left(end) * step.share())));
        call = timed.getFirst().nanos();
      }
      return Optional.of(costs(timed));
    }
  }

  /**
   * Something to measure.
   *
   * @param largest size
   * @param farthest size on a backend that is far away
   * @param growth twice the size takes so many times as long
   * @param share of the time that is left
   */
  private record Step(
      IntFunction<Prepared> work, int largest, int farthest, int growth, double share) {}

  /** The product and the factor are the dearest, and tell the most. */
  private List<Step> steps(Session session) {
    return List.of(
        new Step(_ -> call(session), SMALLEST, SMALLEST, 1, 0.1),
        new Step(n -> transfer(session, n), LARGEST, FARTHEST_MOVED, 4, 0.1),
        new Step(n -> covariance(session, n), LARGEST, FARTHEST, 4, 0.2),
        new Step(n -> pass(session, n), LARGEST, FARTHEST, 4, 0.25),
        new Step(n -> product(session, n), LARGEST, FARTHEST, 8, 0.5),
        new Step(n -> factor(session, n), LARGEST, FARTHEST, 8, 1));
  }

  /** From what was measured, in the order of the steps. */
  private BackendCosts costs(List<Timed> timed) {
    Timed moved = timed.get(1);
    Timed pairs = timed.get(2);
    Timed pass = timed.get(3);
    Timed product = timed.get(4);
    Timed factor = timed.get(5);
    double flop = product.beyond(call) / (2.0 * product.size() * product.square());
    double beyondFlops = factor.beyond(call) - flop * factor.size() * factor.square() / 3;
    return new BackendCosts(
        backend.info(),
        call,
        moved.beyond(call) / (2 * Double.BYTES * moved.square()),
        flop,
        Math.max(0, beyondFlops) / factor.square(),
        pass.beyond(call) / pass.square(),
        pairs.beyond(call) / (pairs.square() / 2 * DIMENSION),
        timed.stream().allMatch(Timed::isWhole));
  }

  private long left(long end) {
    return Math.max(0, end - nanoTime.getAsLong());
  }

  private Timed time(Session session, Step step, long share) {
    long end = nanoTime.getAsLong() + share;
    double half = 0;
    for (int n = SMALLEST; ; n *= 2) {
      try (Scope _ = session.scope()) {
        Prepared prepared = step.work().apply(n);
        double least = Double.POSITIVE_INFINITY;
        for (int run = 1; ; run++) {
          prepared.before().run();
          long begin = nanoTime.getAsLong();
          prepared.timed().run();
          least = Math.min(least, (double) Math.max(1, nanoTime.getAsLong() - begin));
          boolean isWhole = isWhole(step, n, least, half);
          boolean isLast = isWhole || ON_THE_WAY * growth(step, n) * least > left(end);
          if (isLast && (left(end) == 0 || run == MOST_RUNS)) {
            return new Timed(n, least, isWhole);
          }
          if (!isLast && run >= ON_THE_WAY) {
            break;
          }
        }
        half = least;
      }
    }
  }

  /**
   * Whether a size says enough about larger ones.
   *
   * @param least nanoseconds at this size
   * @param half nanoseconds at half of it
   */
  private boolean isWhole(Step step, int n, double least, double half) {
    if (n < step.largest() || n == step.farthest()) {
      return n == step.farthest();
    }
    boolean isMostlyCall = least < CALLS * call;
    isFar |= isMostlyCall && call > LONGEST_NEAR_CALL;
    return !isFar || (!isMostlyCall && least >= step.growth() * half / 2);
  }

  /** How many times as long twice the size takes; what still waits for its steps has half of it. */
  private static int growth(Step step, int n) {
    return n < step.largest() ? step.growth() : Math.max(1, step.growth() / 2);
  }

  private Prepared call(Session session) {
    Matrix one = filled(session, 1, 1);
    return new Prepared(
        () -> {
          session.addToDiagonal(one, 1);
          session.download(one, corner);
        });
  }

  private Prepared transfer(Session session, int n) {
    Matrix matrix = session.allocate(n, n);
    double[] values = new double[n * n];
    return new Prepared(
        () -> {
          session.upload(values, matrix);
          session.download(matrix, values);
        });
  }

  private Prepared covariance(Session session, int n) {
    Matrix x = filled(session, n, DIMENSION);
    Matrix noise = filled(session, n, 1);
    Matrix out = session.allocate(n, n);
    Kernel kernel =
        Kernel.of(
            1,
            Radial.of(
                RadialProfile.MATERN_52,
                IntStream.range(0, DIMENSION).mapToObj(c -> LengthScale.numeric(0.5, c)).toList()));
    return new Prepared(
        () -> {
          switch (session.covariance(kernel, x, noise, out)) {
            case CovarianceOutcome.Computed _ -> await(session, out);
            case CovarianceOutcome.Unsupported(_, String reason) ->
                throw new IllegalStateException("no covariances: " + reason);
          }
        });
  }

  private Prepared pass(Session session, int n) {
    Matrix symmetric = filled(session, n, n);
    Matrix columns = filled(session, n, BackendCosts.COLUMNS);
    Matrix out = session.allocate(n, BackendCosts.COLUMNS);
    return new Prepared(
        () -> {
          session.symmetricMultiply(1, symmetric, columns, 0, out);
          await(session, out);
        });
  }

  private Prepared product(Session session, int n) {
    Matrix a = filled(session, n, n);
    Matrix b = filled(session, n, n);
    Matrix c = session.allocate(n, n);
    return new Prepared(
        () -> {
          session.gemm(1, a, Transpose.NONE, b, Transpose.NONE, 0, c);
          await(session, c);
        });
  }

  /** The matrix has numbers below one beside a diagonal of n: positive definite. */
  private Prepared factor(Session session, int n) {
    Matrix definite = session.allocate(n, n);
    fill(session, definite);
    session.addToDiagonal(definite, n);
    Matrix work = session.allocate(n, n);
    return new Prepared(
        () -> {
          session.copy(definite, work);
          await(session, work);
        },
        () -> {
          session.choleskyInPlace(work);
          await(session, work);
        });
  }

  private static Matrix filled(Session session, int rows, int cols) {
    Matrix matrix = session.allocate(rows, cols);
    fill(session, matrix);
    return matrix;
  }

  /** Beyond the values there are with one of them, so that no more than those need be moved. */
  private static void fill(Session session, Matrix matrix) {
    if (matrix.rows() > LARGEST) {
      session.fill(matrix, VALUES[1]);
    } else {
      session.upload(VALUES, matrix);
    }
  }

  private static double[] values() {
    double[] values = new double[LARGEST * LARGEST];
    for (int i = 1; i < values.length; i++) {
      double next = values[i - 1] + 0.6180339887498949;
      values[i] = next < 1 ? next : next - 1;
    }
    return values;
  }

  /** An operation may return before it has been done; a download waits for it. */
  private void await(Session session, Matrix matrix) {
    session.download(matrix.block(0, 0, 1, 1), corner);
  }
}

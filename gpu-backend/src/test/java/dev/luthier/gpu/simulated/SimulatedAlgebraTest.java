package dev.luthier.gpu.simulated;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The stand-ins for cuBLAS and cuSOLVER against their definitions.
 *
 * <pre>
 *   n, m     orders of square and sizes of other matrices
 *   LD       leading dimension of every matrix: greater than its rows, the rest is NaN
 * </pre>
 */
class SimulatedAlgebraTest {

  private static final int LD = 16;
  private static final int INVALID_BLAS = 7;
  private static final int INVALID_SOLVER = 3;
  private static final double TOLERANCE = 1e-12; // Orders up to 13, numbers of order 1

  private final Random random = new Random(11);
  private SimulatedSession session;
  private NativeLibrary cublas;
  private NativeLibrary cusolver;
  private MemorySegment blas;
  private MemorySegment solver;
  private MemorySegment parameters;

  @BeforeEach
  void open() {
    session = new SimulatedSession();
    cublas = NativeLibrary.open("libcublas.so.13");
    cusolver = NativeLibrary.open("libcusolver.so.12");
    blas = create(cublas, "cublasCreate_v2");
    solver = create(cusolver, "cusolverDnCreate");
    parameters = create(cusolver, "cusolverDnCreateParams");
    SimulatedSession.require(cublas.call("cublasSetStream_v2", blas, session.stream));
    SimulatedSession.require(cusolver.call("cusolverDnSetStream", solver, session.stream));
  }

  @AfterEach
  void close() {
    if (session != null) { // The machine has no compiler
      session.close();
    }
  }

  private MemorySegment create(NativeLibrary library, String symbol) {
    MemorySegment out = session.arena.allocate(ADDRESS);
    SimulatedSession.require(library.call(symbol, out));
    return out.get(ADDRESS, 0);
  }

  private MemorySegment scalar(double value) {
    return session.arena.allocateFrom(JAVA_DOUBLE, value);
  }

  private double[][] random(int rows, int columns) {
    double[][] a = new double[rows][columns];
    for (double[] row : a) {
      Arrays.setAll(row, _ -> random.nextDouble(-1, 1));
    }
    return a;
  }

  /** A triangle, diagonal between 1 and 2; NaN in the other one, which nobody may read. */
  private double[][] triangle(int n, boolean lower) {
    double[][] a = random(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 1.5 + a[i][j] / 2 : (lower ? i > j : i < j) ? a[i][j] : Double.NaN;
      }
    }
    return a;
  }

  private long upload(double[][] a) {
    int columns = a[0].length;
    double[] flat = new double[LD * columns];
    Arrays.fill(flat, Double.NaN);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        flat[i + j * LD] = a[i][j];
      }
    }
    return session.upload(flat);
  }

  private double[][] download(long device, int rows, int columns) {
    double[] flat = session.download(device, LD * columns);
    double[][] a = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a[i][j] = flat[i + j * LD];
      }
    }
    return a;
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < c[i].length; j++) {
        for (int k = 0; k < b.length; k++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  private static double[][] scaled(double alpha, double[][] a) {
    double[][] b = new double[a.length][];
    Arrays.setAll(b, i -> Arrays.stream(a[i]).map(value -> alpha * value).toArray());
    return b;
  }

  /** The triangle with zeros in place of NaN, and ones on its diagonal if wanted. */
  private static double[][] cleaned(double[][] a, boolean unit) {
    double[][] b = scaled(1, a);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        b[i][j] = Double.isNaN(b[i][j]) ? 0 : i == j && unit ? 1 : b[i][j];
      }
    }
    return b;
  }

  private static double[][] identity(int n) {
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 1;
    }
    return a;
  }

  private static void assertClose(double[][] expected, double[][] found) {
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found[i], TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1"})
  void gemm(int opA, int opB) {
    int m = 5;
    int n = 7;
    int k = 4;
    double[][] a = random(m, k);
    double[][] b = random(k, n);
    double[][] c = random(m, n);
    long to = upload(c);
    long from = upload(opA == 0 ? a : transposed(a));
    long by = upload(opB == 0 ? b : transposed(b));
    SimulatedSession.require(gemm(opA, opB, m, n, k, 0.5, from, by, -2, to));
    double[][] expected = product(a, b);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        expected[i][j] = 0.5 * expected[i][j] - 2 * c[i][j];
      }
    }
    assertClose(expected, download(to, m, n));
  }

  private int gemm(
      int opA, int opB, int m, int n, int k, double alpha, long a, long b, double beta, long c) {
    return cublas.call(
        "cublasDgemm_v2",
        blas,
        opA,
        opB,
        m,
        n,
        k,
        scalar(alpha),
        a,
        LD,
        b,
        LD,
        scalar(beta),
        c,
        LD);
  }

  @Test
  void scalarsOfZeroReadNothingAndNaNPassesThroughZeros() {
    double[][] nan = {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}};
    long poison = upload(nan);
    long c = upload(nan);
    SimulatedSession.require(gemm(0, 0, 2, 2, 2, 0, poison, poison, 0, c));
    assertClose(new double[2][2], download(c, 2, 2));
    SimulatedSession.require(gemm(0, 0, 2, 2, 2, 1, upload(new double[2][2]), poison, 0, c));
    assertTrue(Double.isNaN(download(c, 2, 2)[1][1]));
  }

  @Test
  void wrongArgumentsAreRefused() {
    long a = upload(new double[2][2]);
    assertEquals(INVALID_BLAS, gemm(0, 0, -1, 2, 2, 1, a, a, 0, a));
    assertEquals(INVALID_BLAS, gemm(0, 0, LD + 1, 2, 2, 1, a, a, 0, a));
    assertEquals(INVALID_BLAS, gemm(3, 0, 2, 2, 2, 1, a, a, 0, a));
    assertEquals(13, gemm(0, 0, 2, 3, 2, 1, a, a, 0, a), "B ends behind its allocation");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1"})
  void syrk(int fill, int op) {
    int n = 6;
    int k = 3;
    double[][] a = random(n, k);
    double[][] c = triangle(n, fill == 0);
    long to = upload(c);
    SimulatedSession.require(
        cublas.call(
            "cublasDsyrk_v2",
            blas,
            fill,
            op,
            n,
            k,
            scalar(2),
            upload(op == 0 ? a : transposed(a)),
            LD,
            scalar(1),
            to,
            LD));
    double[][] expected = product(a, transposed(a));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected[i][j] = 2 * expected[i][j] + c[i][j]; // NaN in the triangle that stays as it was
      }
    }
    assertClose(expected, download(to, n, n));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1"})
  void symm(int side, int fill) {
    int m = 5;
    int n = 3;
    double[][] a = triangle(side == 0 ? m : n, fill == 0);
    double[][] b = random(m, n);
    double[][] c = {
      {Double.NaN, Double.NaN, Double.NaN}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}
    };
    long to = upload(c);
    SimulatedSession.require(
        cublas.call(
            "cublasDsymm_v2",
            blas,
            side,
            fill,
            m,
            n,
            scalar(-1),
            upload(a),
            LD,
            upload(b),
            LD,
            scalar(0),
            to,
            LD));
    double[][] whole = cleaned(a, false);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        whole[i][j] = Double.isNaN(a[i][j]) ? a[j][i] : a[i][j];
      }
    }
    double[][] expected = scaled(-1, side == 0 ? product(whole, b) : product(b, whole));
    assertClose(expected, download(to, m, n));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0,0", "0,0,1,0", "0,1,0,0", "0,1,1,1", "1,0,0,1", "1,0,1,0", "1,1,0,0", "1,1,1,0"
  })
  void triangularProductsAndSolutions(int side, int fill, int op, int diagonal) {
    int m = 6;
    int n = 4;
    double[][] t = triangle(side == 0 ? m : n, fill == 0);
    double[][] operator = cleaned(t, diagonal == 1);
    operator = op == 0 ? operator : transposed(operator);
    double[][] b = random(m, n);
    double[][] expected = scaled(3, side == 0 ? product(operator, b) : product(b, operator));
    long triangle = upload(t);
    long product = upload(b);
    SimulatedSession.require(
        cublas.call(
            "cublasDtrmm_v2",
            blas,
            side,
            fill,
            op,
            diagonal,
            m,
            n,
            scalar(3),
            triangle,
            LD,
            product,
            LD,
            product,
            LD));
    assertClose(expected, download(product, m, n));
    SimulatedSession.require(
        cublas.call(
            "cublasDtrsm_v2",
            blas,
            side,
            fill,
            op,
            diagonal,
            m,
            n,
            scalar(1.0 / 3),
            triangle,
            LD,
            product,
            LD));
    assertClose(b, download(product, m, n));
  }

  @Test
  void vectorsWithSteps() {
    int n = 6;
    double[][] t = triangle(n, true);
    double[][] x = random(1, n); // A row of a matrix: its step is LD
    long vector = upload(product(x, transposed(cleaned(t, false))));
    SimulatedSession.require(
        cublas.call("cublasDtrsv_v2", blas, 0, 0, 0, n, upload(t), LD, vector, LD));
    assertClose(x, download(vector, 1, n));
    long copy = session.allocate(8L * n);
    SimulatedSession.require(cublas.call("cublasDcopy_v2", blas, n, vector, LD, copy, 1));
    assertArrayEquals(x[0], session.download(copy, n), TOLERANCE);
  }

  /** Asks for workspaces, and gives them: device, bytes, host, bytes. */
  private Object[] workspaces(String symbol, Object... arguments) {
    MemorySegment device = session.arena.allocate(JAVA_LONG);
    MemorySegment host = session.arena.allocate(JAVA_LONG);
    Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = device;
    all[arguments.length + 1] = host;
    SimulatedSession.require(cusolver.call(symbol + "_bufferSize", all));
    long onHost = host.get(JAVA_LONG, 0);
    return new Object[] {
      session.allocate(device.get(JAVA_LONG, 0)),
      device.get(JAVA_LONG, 0),
      session.arena.allocate(Math.max(1, onHost)),
      onHost
    };
  }

  private int factorize(int fill, int n, long a, long info) {
    Object[] w =
        workspaces("cusolverDnXpotrf", solver, parameters, fill, (long) n, 1, a, (long) LD, 1);
    return cusolver.call(
        "cusolverDnXpotrf",
        solver,
        parameters,
        fill,
        (long) n,
        1,
        a,
        (long) LD,
        1,
        w[0],
        w[1],
        w[2],
        w[3],
        info);
  }

  private int info(long device) {
    return (int) Double.doubleToRawLongBits(session.download(device, 1)[0]);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void factorsAndInversesOfTriangles(int fill) {
    int n = 13;
    double[][] factor = cleaned(triangle(n, true), false);
    double[][] a = product(factor, transposed(factor));
    long device = upload(a);
    long info = session.allocate(8);
    SimulatedSession.require(factorize(fill, n, device, info));
    assertEquals(0, info(info));
    double[][] found = download(device, n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean own = fill == 0 ? i >= j : i <= j;
        assertEquals(
            own ? factor[Math.max(i, j)][Math.min(i, j)] : a[i][j], found[i][j], TOLERANCE);
      }
    }
    Object[] w = workspaces("cusolverDnXtrtri", solver, fill, 0, (long) n, 1, device, (long) LD);
    SimulatedSession.require(
        cusolver.call(
            "cusolverDnXtrtri",
            solver,
            fill,
            0,
            (long) n,
            1,
            device,
            (long) LD,
            w[0],
            w[1],
            w[2],
            w[3],
            info));
    assertEquals(0, info(info));
    double[][] inverse = download(device, n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] = (fill == 0 ? i >= j : i <= j) ? inverse[i][j] : 0;
      }
    }
    double[][] own = fill == 0 ? factor : transposed(factor);
    assertClose(identity(n), product(own, inverse));
  }

  @Test
  void aBadPivotIsNumberedFromOne() {
    double[][] a = identity(5);
    a[3][3] = -1;
    long info = session.allocate(8);
    SimulatedSession.require(factorize(0, 5, upload(a), info));
    assertEquals(4, info(info));
    a[1][1] = Double.NaN;
    SimulatedSession.require(factorize(0, 5, upload(a), info));
    assertEquals(2, info(info));
  }

  @Test
  void tooSmallAWorkspaceIsRefused() {
    long a = upload(identity(5));
    long info = session.allocate(8);
    Object[] w = workspaces("cusolverDnXpotrf", solver, parameters, 0, 5L, 1, a, (long) LD, 1);
    long less = (long) w[1] - 1;
    assertEquals(
        INVALID_SOLVER,
        cusolver.call(
            "cusolverDnXpotrf",
            solver,
            parameters,
            0,
            5L,
            1,
            a,
            (long) LD,
            1,
            w[0],
            less,
            w[2],
            w[3],
            info));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void eigenvaluesAscendAndVectorsAreTheirs(int fill) {
    int n = 12;
    double[][] half = random(n, n);
    double[][] a = product(half, transposed(half));
    double[][] stored = scaled(1, a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        stored[i][j] = (fill == 0 ? i >= j : i <= j) ? a[i][j] : Double.NaN;
      }
    }
    long device = upload(stored);
    long values = session.allocate(8L * n);
    long info = session.allocate(8);
    SimulatedSession.require(eigen(fill, n, device, values, info));
    assertEquals(0, info(info));
    double[] lambda = session.download(values, n);
    double[][] v = download(device, n, n);
    double[][] scaledVectors = scaled(1, v);
    for (int j = 0; j < n; j++) {
      assertTrue(j == 0 || lambda[j - 1] <= lambda[j]);
      for (double[] row : scaledVectors) {
        row[j] *= lambda[j];
      }
    }
    assertClose(product(a, v), scaledVectors);
    assertClose(identity(n), product(transposed(v), v));
    a[5][5] = Double.NaN;
    SimulatedSession.require(eigen(fill, n, upload(a), values, info));
    assertTrue(info(info) > 0);
  }

  private int eigen(int fill, int n, long a, long values, long info) {
    Object[] w =
        workspaces(
            "cusolverDnXsyevd",
            solver,
            parameters,
            1,
            fill,
            (long) n,
            1,
            a,
            (long) LD,
            1,
            values,
            1);
    return cusolver.call(
        "cusolverDnXsyevd",
        solver,
        parameters,
        1,
        fill,
        (long) n,
        1,
        a,
        (long) LD,
        1,
        values,
        1,
        w[0],
        w[1],
        w[2],
        w[3],
        info);
  }
}

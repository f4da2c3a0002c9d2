package dev.luthier.nativemath.vector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.vector.VectorBackendProvider;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The build runs this with vectors of every width: the expected bits are the same each time. */
class SpeciesTest {

  private static final int STEPS = 300;

  @Test
  void isTheOneThatTheTestsAskFor() {
    int bits = Integer.getInteger(Species.BITS, DenseKernels.vectorBits());
    assertEquals(bits, DenseKernels.vectorBits());
  }

  @Test
  void productsHaveTheBitsOfOneChainABlock() {
    double[] a = random(STEPS * 21, 1);
    double[] b = random(STEPS * 13, 2);
    double[] actual = new double[21 * 13];
    try (Backend backend = new VectorBackendProvider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix left = upload(session, STEPS, 21, a);
      Matrix right = upload(session, STEPS, 13, b);
      Matrix out = session.allocate(21, 13);
      session.gemm(1, left, Transpose.TRANSPOSED, right, Transpose.NONE, 0, out);
      session.download(out, actual);
    }
    for (int j = 0; j < 13; j++) {
      for (int i = 0; i < 21; i++) {
        double first = chain(a, i, b, j, 0, Gemm.DEPTH);
        double second = chain(a, i, b, j, Gemm.DEPTH, STEPS);
        assertEquals(first + second, actual[i + j * 21], 0.0);
      }
    }
  }

  @Test
  void sumsHaveTheBitsOfEightParts() {
    double[] a = random(45, 1);
    double[] actual = new double[1];
    try (Backend backend = new VectorBackendProvider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix out = session.allocate(1, 1);
      session.columnSquaredNorms(upload(session, 45, 1, a), out);
      session.download(out, actual);
    }
    double[] parts = new double[8];
    for (int i = 0; i < a.length; i++) {
      parts[i % 8] = Math.fma(a[i], a[i], parts[i % 8]);
    }
    double low = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    double high = (parts[4] + parts[5]) + (parts[6] + parts[7]);
    assertEquals(low + high, actual[0], 0.0);
  }

  /** Which bits they are depends on how sums are cut, so a change of that changes these numbers. */
  @Test
  void sumsAcrossRowsHaveTheSameBitsForEverySpecies() {
    DenseKernels kernels = new DenseKernels(new TileScheduler(1));
    Block matrix = Blocks.lower(345);
    Block b = Blocks.random(345, 10, 2);
    Block c = Blocks.random(345, 10, 3);
    kernels.symmetricMultiply(1, matrix, b, 0, c);
    assertEquals(-1_901_893_106_897_751_234L, Blocks.hash(c));
    kernels.symmetricMultiply(1, matrix, b.size(345, 2), 0, c.size(345, 2));
    assertEquals(4_239_315_417_347_336_962L, Blocks.hash(c));
    kernels.solveTriangular(TriangularSystem.LEFT, matrix, c);
    assertEquals(1_298_351_143_891_584_807L, Blocks.hash(c));
    kernels.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, matrix, c);
    assertEquals(5_948_592_425_556_869_090L, Blocks.hash(c));
  }

  /** Panels of unknowns have another width where there are more registers. */
  @Test
  void unknownsHaveTheSameBitsForEverySpecies() {
    assertEquals(-4_276_658_167_463_946_332L, hashOfSolution(TriangularSystem.LEFT));
    assertEquals(1_639_535_766_217_211_883L, hashOfSolution(TriangularSystem.LEFT_TRANSPOSED));
    assertEquals(6_365_176_529_376_639_010L, hashOfSolution(TriangularSystem.RIGHT));
    assertEquals(-7_361_488_999_943_126_032L, hashOfSolution(TriangularSystem.RIGHT_TRANSPOSED));
  }

  private static long hashOfSolution(TriangularSystem system) {
    Block sides = Blocks.random(345, 345, 4);
    new DenseKernels(new TileScheduler(1)).solveTriangular(system, Blocks.lower(345), sides);
    return Blocks.hash(sides);
  }

  private static double chain(double[] a, int i, double[] b, int j, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum = Math.fma(a[k + i * STEPS], b[k + j * STEPS], sum);
    }
    return sum;
  }

  private static Matrix upload(Session session, int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  private static double[] random(int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[count];
    Arrays.setAll(elements, _ -> random.nextDouble() - 0.5);
    return elements;
  }
}

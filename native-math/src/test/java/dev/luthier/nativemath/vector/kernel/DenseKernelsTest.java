package dev.luthier.nativemath.vector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Solves with few right-hand sides, and what becomes of blocks. */
class DenseKernelsTest {

  private final DenseKernels kernels = new DenseKernels(new TileScheduler(1));

  @ParameterizedTest
  @EnumSource
  void solvesForFewRightHandSides(TriangularSystem system) {
    for (int n : new int[] {1, 2, 7, 8, 9, 31, 32, 33, 63, 64, 65, 287, 288, 289, 320}) {
      for (int sides = 1; sides <= ColumnSolve.MOST_SIDES + 1; sides++) {
        assertSolves(system, Blocks.lower(n), sides);
      }
      assertSolves(system, Blocks.byRows(Blocks.lower(n)), 1);
    }
  }

  private void assertSolves(TriangularSystem system, Block l, int sides) {
    boolean left = system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
    Block b = left ? Blocks.random(l.rows, sides, 2) : Blocks.random(sides, l.rows, 2);
    Block x = Blocks.copy(b);
    kernels.solveTriangular(system, l, x);
    for (int side = 0; side < sides; side++) {
      for (int i = 0; i < l.rows; i++) {
        double expected = left ? b.get(i, side) : b.get(side, i);
        Blocks.assertClose(expected, product(system, l, x, i, side), l.rows, 1);
      }
    }
  }

  /** An element of op(L) X or X op(L), with the unknowns counted by {@code i}. */
  private static double product(TriangularSystem system, Block l, Block x, int i, int side) {
    boolean left = system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
    boolean forward =
        system == TriangularSystem.LEFT || system == TriangularSystem.RIGHT_TRANSPOSED;
    double sum = 0;
    for (int k = forward ? 0 : i; k < (forward ? i + 1 : l.rows); k++) {
      double coefficient = forward ? l.get(i, k) : l.get(k, i);
      sum += coefficient * (left ? x.get(k, side) : x.get(side, k));
    }
    return sum;
  }

  @Test
  void leavesTheBlocksThatItIsGivenAsTheyAre() {
    Block l = Blocks.lower(70);
    Block b = Blocks.random(70, 3, 2);
    Block c = Blocks.random(70, 3, 3);
    kernels.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, l, b);
    kernels.symmetricMultiply(1, l, b, 0, c);
    kernels.gemm(1, Blocks.random(70, 70, 4), b, 1, c);
    for (Block block : new Block[] {b, c}) {
      assertEquals(70, block.rows);
      assertEquals(3, block.cols);
      assertEquals(0, block.first);
      assertEquals(Double.BYTES, block.rowStride);
    }
    assertEquals(70, kernels.cholesky(l));
    assertEquals(70, l.rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 191, 199})
  void countsThePivotsBeforeTheFirstThatIsNotPositive(int pivot) {
    Block a = Blocks.lower(200);
    a.put(pivot, pivot, -1);
    assertEquals(pivot, kernels.cholesky(a));
    Block infinite = Blocks.lower(200);
    infinite.put(pivot, pivot, Double.NaN);
    assertEquals(pivot, kernels.cholesky(infinite));
  }

  @Test
  void invertsInPlaceWithoutTheUpperTriangle() {
    int n = 150;
    Block l = Blocks.lower(n);
    Block inverse = Blocks.copy(l);
    kernels.invertTriangular(inverse);
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = 0;
        for (int k = j; k <= i; k++) {
          sum += l.get(i, k) * inverse.get(k, j);
        }
        Blocks.assertClose(i == j ? 1 : 0, sum, n, 1);
      }
    }
  }
}

package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;

/**
 * A = L Lᵀ by halves: factor the upper one, solve for what is left of the diagonal, subtract its
 * product with itself, factor the lower one. So most of the work is in products with many steps.
 *
 * <pre>
 *   name     meaning                                        shape
 *   a        the matrix, lower triangle in place            n × n
 *   leaf     a diagonal block, by columns of ORDER          ORDER × ORDER
 * </pre>
 */
final class Cholesky {

  /** 32 KB: a leaf fits in a first-level cache; other orders were not tried. */
  private static final int ORDER = 64;

  private final Gemm gemm;
  private final TriangularSolve triangularSolve;
  private final Block a = new Block();
  private final Block above = new Block();
  private final Block below = new Block();
  private final double[] leaf = new double[ORDER * ORDER];

  Cholesky(Gemm gemm, TriangularSolve triangularSolve) {
    this.gemm = gemm;
    this.triangularSolve = triangularSolve;
  }

  /** The first pivot that is not positive and finite; the order if all are. */
  int run(Block matrix) {
    a.set(matrix);
    return factor(0, a.rows);
  }

  /** The first pivot from {@code from} on that is not positive and finite; its end if all are. */
  private int factor(int from, int order) {
    int end = from + order;
    if (order <= ORDER) {
      return factorLeaf(from, order);
    }
    int half = (order / 2 + ORDER - 1) / ORDER * ORDER;
    int middle = from + half;
    int factored = factor(from, half);
    if (factored < middle) {
      return factored;
    }
    above.part(a, from, from).size(half, half);
    below.part(a, middle, from).size(end - middle, half);
    triangularSolve.run(TriangularSystem.RIGHT_TRANSPOSED, above, below);
    gemm.left.part(a, middle, from).size(end - middle, half);
    gemm.right.set(gemm.left).transpose();
    gemm.out.part(a, middle, middle).size(end - middle, end - middle);
    gemm.run(-1, Gemm.Output.ADD, Gemm.Region.LOWER);
    return factor(middle, end - middle);
  }

  private int factorLeaf(int from, int order) {
    Leaf.read(above.part(a, from, from).size(order, order), leaf, ORDER);
    for (int j = 0; j < order; j++) {
      double pivot = leaf[j + j * ORDER];
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return from + j;
      }
      double root = Math.sqrt(pivot);
      leaf[j + j * ORDER] = root;
      for (int i = j + 1; i < order; i++) {
        leaf[i + j * ORDER] /= root;
      }
      for (int k = j + 1; k < order; k++) {
        Leaf.subtract(leaf, leaf[k + j * ORDER], j * ORDER + k, k * ORDER + k, order - k);
      }
    }
    Leaf.write(leaf, ORDER, above);
    return from + order;
  }
}

package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import java.util.Arrays;

/**
 * Inverses of a triangular factor and of the matrix that it is a factor of.
 *
 * <pre>
 *   name     meaning                                                   shape
 *   l        the factor, lower triangle read                           n × n
 *   w        L⁻¹, lower triangle, in the place of the output           n × n
 *   leaf     a diagonal block of L, then of W, by columns of ORDER     ORDER × ORDER
 *
 *   W₁₁ = L₁₁⁻¹,  W₂₂ = L₂₂⁻¹,  W₂₁ = −L₂₂⁻¹ L₂₁ L₁₁⁻¹        by halves
 *   (L Lᵀ)⁻¹ = Wᵀ W                                           by block rows of W, in place
 * </pre>
 */
final class TriangularInverse {

  private static final int ORDER = 64;

  /** Block rows of W: half the work on their diagonal blocks is with zeros. */
  private static final int BAND = 128;

  private final Gemm gemm;
  private final TriangularSolve triangularSolve;
  private final Block l = new Block();
  private final Block w = new Block();
  private final Block diagonal = new Block();
  private final Block below = new Block();
  private final double[] leaf = new double[ORDER * ORDER];
  private final double[] inverse = new double[ORDER * ORDER];
  private final Block triangle = Block.allocate(BAND);

  TriangularInverse(Gemm gemm, TriangularSolve triangularSolve) {
    this.gemm = gemm;
    this.triangularSolve = triangularSolve;
  }

  /** out ← L⁻¹, which may be in the place of L. */
  void invert(Block factor, Block out) {
    l.set(factor);
    w.set(out);
    invert(0, l.rows);
  }

  /** out ← (L Lᵀ)⁻¹, lower triangle, which may be in the place of L. */
  void invertProduct(Block factor, Block out) {
    invert(factor, out);
    for (int from = 0; from < w.rows; from += BAND) {
      multiplyBand(from, Math.min(BAND, w.rows - from));
    }
  }

  /** Adds WₚᵀWₚ to what is above the band, whose elements the product then replaces. */
  private void multiplyBand(int from, int order) {
    below.part(w, from, 0).size(order, from);
    gemm.left.set(below).transpose();
    gemm.right.set(below);
    gemm.out.set(w).size(from, from);
    gemm.run(1, Gemm.Output.ADD, Gemm.Region.LOWER);
    copyTriangle(diagonal.part(w, from, from).size(order, order));
    gemm.left.set(triangle).transpose();
    gemm.right.set(below);
    gemm.out.set(below);
    gemm.run(1, Gemm.Output.SET, Gemm.Region.FULL);
    gemm.left.set(triangle).transpose();
    gemm.right.set(triangle);
    gemm.out.set(diagonal);
    gemm.run(1, Gemm.Output.SET, Gemm.Region.LOWER);
  }

  private void copyTriangle(Block source) {
    triangle.size(source.rows, source.cols);
    for (int j = 0; j < source.cols; j++) {
      for (int i = 0; i < source.rows; i++) {
        triangle.put(i, j, i < j ? 0 : source.get(i, j));
      }
    }
  }

  private void invert(int from, int order) {
    if (order <= ORDER) {
      invertLeaf(from, order);
      return;
    }
    int half = (order / 2 + ORDER - 1) / ORDER * ORDER;
    int middle = from + half;
    int rest = order - half;
    diagonal.part(l, middle, from).size(rest, half);
    below.part(w, middle, from).size(rest, half);
    copyNegated(diagonal, below);
    diagonal.part(l, from, from).size(half, half);
    triangularSolve.run(TriangularSystem.RIGHT, diagonal, below);
    diagonal.part(l, middle, middle).size(rest, rest);
    triangularSolve.run(TriangularSystem.LEFT, diagonal, below);
    invert(from, half);
    invert(middle, rest);
  }

  private static void copyNegated(Block source, Block target) {
    for (int j = 0; j < source.cols; j++) {
      for (int i = 0; i < source.rows; i++) {
        target.put(i, j, -source.get(i, j));
      }
    }
  }

  private void invertLeaf(int from, int order) {
    Leaf.read(diagonal.part(l, from, from).size(order, order), leaf, ORDER);
    for (int j = 0; j < order; j++) {
      int column = j * ORDER;
      Arrays.fill(inverse, column + j, column + order, 0);
      inverse[column + j] = 1;
      for (int k = j; k < order; k++) {
        inverse[column + k] /= leaf[k + k * ORDER];
        double multiple = inverse[column + k];
        for (int i = k + 1; i < order; i++) {
          inverse[column + i] = Math.fma(-multiple, leaf[i + k * ORDER], inverse[column + i]);
        }
      }
    }
    Leaf.write(inverse, ORDER, diagonal.part(w, from, from).size(order, order));
  }
}

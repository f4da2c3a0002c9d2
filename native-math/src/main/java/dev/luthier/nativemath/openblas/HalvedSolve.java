package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;

/**
 * Triangular systems by halves, so that most of the work is in products. With L and X or its
 * transpose in two parts each:
 *
 * <pre>
 *   L X = B     L₁₁ X₁ = B₁       then  L₂₂ X₂ = B₂ − L₂₁ X₁
 *   Lᵀ X = B    L₂₂ᵀ X₂ = B₂      then  L₁₁ᵀ X₁ = B₁ − L₂₁ᵀ X₂
 *   X L = B     X₂ L₂₂ = B₂       then  X₁ L₁₁ = B₁ − X₂ L₂₁
 *   X Lᵀ = B    X₁ L₁₁ᵀ = B₁      then  X₂ L₂₂ᵀ = B₂ − X₁ L₂₁ᵀ
 * </pre>
 *
 * For one thread at a time.
 */
final class HalvedSolve {

  private final TileKernels products;
  private final TileKernels leaves;
  private final int leafOrder;
  private final Block l = new Block();
  private final Block b = new Block();
  private final Block coefficients = new Block();
  private final Block upper = new Block();
  private final Block lower = new Block();
  private TriangularSystem system = TriangularSystem.LEFT;

  /**
   * With kernels that need columns of L and B to be contiguous.
   *
   * @param products multiply
   * @param leaves solve
   * @param leafOrder unknowns that are solved for without products
   */
  HalvedSolve(TileKernels products, TileKernels leaves, int leafOrder) {
    this.products = products;
    this.leaves = leaves;
    this.leafOrder = leafOrder;
  }

  /** Solves a system with the lower triangular L; B becomes the solution. */
  void run(TriangularSystem which, Block triangle, Block sides) {
    system = which;
    l.set(triangle);
    b.set(sides);
    solve(0, l.rows);
  }

  private void solve(int from, int order) {
    if (order <= leafOrder) {
      coefficients.part(l, from, from).size(order, order);
      leaves.solveTriangular(system, coefficients, side(upper, from, order));
      return;
    }
    int half = (order / 2 + leafOrder - 1) / leafOrder * leafOrder;
    int middle = from + half;
    int rest = order - half;
    switch (system) {
      case LEFT, RIGHT_TRANSPOSED -> {
        solve(from, half);
        eliminate(from, half, middle, rest);
        solve(middle, rest);
      }
      case LEFT_TRANSPOSED, RIGHT -> {
        solve(middle, rest);
        eliminate(from, half, middle, rest);
        solve(from, half);
      }
    }
  }

  /** Subtracts from what is not known yet the product of L₂₁ with what is. */
  private void eliminate(int from, int half, int middle, int rest) {
    coefficients.part(l, middle, from).size(rest, half);
    Block first = side(upper, from, half);
    Block second = side(lower, middle, rest);
    switch (system) {
      case LEFT -> products.gemm(-1, coefficients, first, 1, second);
      case LEFT_TRANSPOSED -> products.gemm(-1, coefficients.transpose(), second, 1, first);
      case RIGHT -> products.gemm(-1, second, coefficients, 1, first);
      case RIGHT_TRANSPOSED -> products.gemm(-1, first, coefficients.transpose(), 1, second);
    }
  }

  /** Rows of B if L is at its left, else columns. */
  private Block side(Block block, int from, int count) {
    return switch (system) {
      case LEFT, LEFT_TRANSPOSED -> block.part(b, from, 0).size(count, b.cols);
      case RIGHT, RIGHT_TRANSPOSED -> block.part(b, 0, from).size(b.rows, count);
    };
  }
}

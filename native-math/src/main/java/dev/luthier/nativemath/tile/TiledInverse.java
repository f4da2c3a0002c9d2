package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/**
 * Inverses by halves, in the place of the output.
 *
 * <pre>
 *   name    meaning                                                    shape
 *   l       triangular factor, lower triangle read                     n × n
 *   out     the inverse, lower triangle; above it is scratch           n × n
 *   M       L₂₁ L₁₁⁻¹; its transpose is kept in the scratch            n₂ × n₁
 *
 *   W = L⁻¹         W₁₁ = L₁₁⁻¹,  W₂₂ = L₂₂⁻¹,  W₂₁ = −L₂₂⁻¹ L₂₁ L₁₁⁻¹
 *   P = (L Lᵀ)⁻¹    P₂₂ = (L₂₂ L₂₂ᵀ)⁻¹,  P₂₁ = −P₂₂ M,  P₁₁ = (L₁₁ L₁₁ᵀ)⁻¹ − Mᵀ P₂₁
 * </pre>
 *
 * P costs 2n³/3 multiplications and additions, as many as by LAPACK's dpotri, which forms W first;
 * speeds are in decision 16. The diagonal blocks' own inverses come first, all at the same time.
 * The formulas are those of a bordered inverse (Golub, Van Loan, Matrix Computations).
 */
final class TiledInverse {

  private final LeafTiles leaves;
  private final CopyTiles copies;
  private final SystemTiles systems;
  private final ProductTiles products;
  private final HalvedProductTiles lowerProducts;
  private final Block l = new Block();
  private final Block out = new Block();

  TiledInverse(TileScheduler scheduler, WorkerPool workers) {
    leaves = new LeafTiles(scheduler, workers);
    copies = new CopyTiles(scheduler);
    systems = new SystemTiles(scheduler, workers);
    products = new ProductTiles(scheduler, workers);
    lowerProducts = new HalvedProductTiles(scheduler, workers);
  }

  /** out ← L⁻¹. */
  void invertTriangular(Block factor, Block inverse) {
    invertLeaves(factor, inverse, false);
    invertTriangular(0, l.rows);
  }

  /** out ← (L Lᵀ)⁻¹. */
  void invertProduct(Block factor, Block inverse) {
    invertLeaves(factor, inverse, true);
    invertProduct(0, l.rows);
  }

  private void invertLeaves(Block factor, Block inverse, boolean ofProduct) {
    l.set(factor);
    out.set(inverse);
    leaves.l.set(l);
    leaves.out.set(out);
    leaves.run(ofProduct);
  }

  private void invertTriangular(int first, int order) {
    if (order <= LeafTiles.ORDER) {
      return;
    }
    int half = half(order);
    int middle = first + half;
    int rest = order - half;
    copies.source.part(l, middle, first).size(rest, half);
    copies.target.part(out, middle, first).size(rest, half);
    copies.scaled(-1);
    systems.b.set(copies.target);
    systems.l.part(l, first, first).size(half, half);
    systems.run(TriangularSystem.RIGHT);
    systems.l.part(l, middle, middle).size(rest, rest);
    systems.run(TriangularSystem.LEFT);
    invertTriangular(first, half);
    invertTriangular(middle, rest);
  }

  private void invertProduct(int first, int order) {
    if (order <= LeafTiles.ORDER) {
      return;
    }
    int half = half(order);
    int middle = first + half;
    int rest = order - half;
    invertProduct(middle, rest);
    border(first, half, rest);
    invertProduct(first, half);
    lowerProducts.a.part(out, first, middle).size(half, rest);
    lowerProducts.b.part(out, middle, first).size(rest, half);
    lowerProducts.c.part(out, first, first).size(half, half);
    lowerProducts.run(-1, 1);
  }

  /** Sets P₂₁, and Mᵀ above the diagonal. */
  private void border(int first, int half, int rest) {
    int middle = first + half;
    copies.source.part(l, middle, first).size(rest, half).transpose();
    copies.target.part(out, first, middle).size(half, rest);
    copies.scaled(1);
    systems.b.set(copies.target);
    systems.l.part(l, first, first).size(half, half);
    systems.run(TriangularSystem.LEFT_TRANSPOSED);
    copies.target.part(out, middle, middle).size(rest, rest);
    copies.mirror();
    products.a.set(copies.target);
    products.b.set(systems.b).transpose();
    products.c.part(out, middle, first).size(rest, half);
    products.run(-1, 0);
  }

  /** About half, in whole leaves. */
  private static int half(int order) {
    return (order / 2 + LeafTiles.ORDER - 1) / LeafTiles.ORDER * LeafTiles.ORDER;
  }
}

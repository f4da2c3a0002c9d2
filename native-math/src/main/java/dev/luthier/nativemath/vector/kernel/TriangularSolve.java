package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Triangular systems, all four turned into X Cᵀ = B with C lower triangular:
 *
 * <pre>
 *   system              rows of B are      C              order of the unknowns
 *   L X = B             its columns        L              as they are
 *   Lᵀ X = B            its columns        Lᵀ             reversed
 *   X L = B             its rows           Lᵀ             reversed
 *   X Lᵀ = B            its rows           L              as they are
 * </pre>
 *
 * <p>Up to {@link #ORDER} unknowns are solved in panels as wide as the tile of {@link Gemm}: the
 * product with those already known by the tile, then substitution by groups of four. More are
 * halved, and the part of B that is not solved yet is updated by a product.
 *
 * <p>Divisions are multiplications by the reciprocal, as in OpenBLAS: a vector of divisions takes
 * as long as a dozen of fused multiplications (AMD Zen 3).
 */
final class TriangularSolve {

  /** A panel of this many steps and the coefficients stay in the caches as those of a product. */
  private static final int ORDER = Gemm.DEPTH;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int WIDTH = Tile.WIDTH;
  private static final int HEIGHT = Tile.HEIGHT;

  /** Unknowns that are substituted in registers. */
  private static final int GROUP = 4;

  private final Gemm gemm;
  private final ColumnSolve columnSolve = new ColumnSolve();
  private final Block coefficients = new Block();
  private final Block sides = new Block();
  private final Block part = new Block();
  private final double[] unknowns = new double[HEIGHT * padded(ORDER)];

  /**
   * For the WIDTH unknowns of panel p, of which {@code first} are before it: C(·, k) for k &lt;
   * first, then WIDTH columns with the triangle. There the elements in a group of four are negated,
   * and the diagonal is inverted.
   */
  private final double[] packed = new double[panelAt(padded(ORDER) / WIDTH)];

  private final Tile tile = new Tile(unknowns, packed);

  TriangularSolve(Gemm gemm) {
    this.gemm = gemm;
  }

  /** Solves the system in place. */
  void run(TriangularSystem system, Block l, Block b) {
    if (ColumnSolve.suits(system, l, b)) {
      columnSolve.run(system, l, b);
      return;
    }
    coefficients.set(l);
    sides.set(b);
    switch (system) {
      case LEFT -> sides.transpose();
      case LEFT_TRANSPOSED -> {
        sides.transpose();
        reverse();
      }
      case RIGHT -> reverse();
      case RIGHT_TRANSPOSED -> {}
    }
    solve(0, sides.cols);
  }

  /** Makes an upper triangular C a lower one: the last unknown comes first. */
  private void reverse() {
    sides.reverseCols();
    coefficients.reverseRows().reverseCols().transpose();
  }

  private void solve(int from, int order) {
    if (order <= ORDER) {
      solveInPanels(from, order);
      return;
    }
    int known = (order / 2 + ORDER - 1) / ORDER * ORDER;
    int rest = order - known;
    solve(from, known);
    gemm.left.part(sides, 0, from).size(sides.rows, known);
    gemm.right.part(coefficients, from + known, from).size(rest, known).transpose();
    gemm.out.part(sides, 0, from + known).size(sides.rows, rest);
    gemm.run(-1, Gemm.Output.ADD, Gemm.Region.FULL);
    solve(from + known, rest);
  }

  private void solveInPanels(int from, int order) {
    packCoefficients(from, order);
    for (int row = 0; row < sides.rows; row += HEIGHT) {
      int rows = Math.min(HEIGHT, sides.rows - row);
      part.part(sides, row, from).size(rows, order);
      Packing.pack(part, HEIGHT, unknowns);
      Arrays.fill(unknowns, order * HEIGHT, padded(order) * HEIGHT, 0);
      for (int first = 0; first < order; first += WIDTH) {
        solvePanel(first, order - first);
      }
      Packing.unpack(unknowns, HEIGHT, part);
    }
  }

  private void solvePanel(int first, int remaining) {
    int panel = panelAt(first / WIDTH);
    int width = Math.min(WIDTH, remaining);
    tile.multiply(0, panel, first, width);
    int triangle = panel + first * WIDTH;
    for (int group = 0; group < width; group += GROUP) {
      for (int lane = 0; lane < HEIGHT; lane += Species.LANES) {
        substitute(group, first * HEIGHT + lane, lane, triangle + group);
      }
    }
  }

  /**
   * Solves for a group of four unknowns. Goes on with the tile's sums over the groups before it in
   * the panel, so that an unknown has the same bits whatever the width of panels. Vectors stay
   * inside this method: those that cross one that is not inlined are objects.
   */
  private void substitute(int group, int first, int lane, int triangle) {
    double[] x = unknowns;
    double[] y = tile.sums;
    double[] c = packed;
    int sum = group * HEIGHT + lane;
    DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, sum);
    DoubleVector y1 = DoubleVector.fromArray(SPECIES, y, sum + HEIGHT);
    DoubleVector y2 = DoubleVector.fromArray(SPECIES, y, sum + 2 * HEIGHT);
    DoubleVector y3 = DoubleVector.fromArray(SPECIES, y, sum + 3 * HEIGHT);
    int t = triangle;
    int at = first;
    for (int k = 0; k < group; k++) {
      DoubleVector known = DoubleVector.fromArray(SPECIES, x, at);
      y0 = known.fma(DoubleVector.broadcast(SPECIES, c[t]), y0);
      y1 = known.fma(DoubleVector.broadcast(SPECIES, c[t + 1]), y1);
      y2 = known.fma(DoubleVector.broadcast(SPECIES, c[t + 2]), y2);
      y3 = known.fma(DoubleVector.broadcast(SPECIES, c[t + 3]), y3);
      t += WIDTH;
      at += HEIGHT;
    }
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, at).sub(y0).mul(c[t]);
    x0.intoArray(x, at);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, at + HEIGHT).sub(y1);
    x1 = x0.fma(DoubleVector.broadcast(SPECIES, c[t + 1]), x1).mul(c[t + WIDTH + 1]);
    x1.intoArray(x, at + HEIGHT);
    DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, at + 2 * HEIGHT).sub(y2);
    x2 = x0.fma(DoubleVector.broadcast(SPECIES, c[t + 2]), x2);
    x2 = x1.fma(DoubleVector.broadcast(SPECIES, c[t + WIDTH + 2]), x2).mul(c[t + 2 * WIDTH + 2]);
    x2.intoArray(x, at + 2 * HEIGHT);
    DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, at + 3 * HEIGHT).sub(y3);
    x3 = x0.fma(DoubleVector.broadcast(SPECIES, c[t + 3]), x3);
    x3 = x1.fma(DoubleVector.broadcast(SPECIES, c[t + WIDTH + 3]), x3);
    x3 = x2.fma(DoubleVector.broadcast(SPECIES, c[t + 2 * WIDTH + 3]), x3);
    x3 = x3.mul(c[t + 3 * WIDTH + 3]);
    x3.intoArray(x, at + 3 * HEIGHT);
  }

  /** Unknowns behind the end are 0, with coefficients 1 on the diagonal and 0 elsewhere. */
  private void packCoefficients(int from, int order) {
    int at = 0;
    for (int first = 0; first < order; first += WIDTH) {
      int rows = Math.min(WIDTH, order - first);
      part.part(coefficients, from + first, from).size(rows, first);
      Packing.pack(part, WIDTH, packed, at);
      at += first * WIDTH;
      for (int k = 0; k < WIDTH; k++) {
        for (int w = 0; w < WIDTH; w++) {
          packed[at++] = w < k || Math.max(w, k) >= rows ? unit(w, k) : own(from + first, w, k);
        }
      }
    }
  }

  private static double unit(int row, int col) {
    return row == col ? 1 : 0;
  }

  private double own(int first, int row, int col) {
    double coefficient = coefficients.get(first + row, first + col);
    if (row == col) {
      return 1 / coefficient;
    }
    return row / GROUP == col / GROUP ? -coefficient : coefficient;
  }

  private static int padded(int order) {
    return (order + WIDTH - 1) / WIDTH * WIDTH;
  }

  private static int panelAt(int panel) {
    return WIDTH * WIDTH / 2 * panel * (panel + 1);
  }
}

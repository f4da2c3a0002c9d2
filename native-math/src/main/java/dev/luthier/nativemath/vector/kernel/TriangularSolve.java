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
 * <p>Up to {@link #ORDER} unknowns are solved in panels, four at a time: the product with those
 * already known by the tile of {@link Gemm}, then the four by substitution. More are halved, and
 * the part of B that is not solved yet is updated by a product.
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

  private final Gemm gemm;
  private final ColumnSolve columnSolve = new ColumnSolve();
  private final Block coefficients = new Block();
  private final Block sides = new Block();
  private final Block part = new Block();
  private final double[] unknowns = new double[HEIGHT * ORDER];

  /**
   * For unknowns 4p … 4p + 3: −C(·, k) for k &lt; 4p, then four columns with the triangle, whose
   * diagonal is inverted. Panel p begins at 8p(p + 1).
   */
  private final double[] packed = new double[panelAt(ORDER / WIDTH)];

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
      int padded = (order + WIDTH - 1) / WIDTH * WIDTH;
      Arrays.fill(unknowns, order * HEIGHT, padded * HEIGHT, 0);
      for (int first = 0; first < order; first += WIDTH) {
        solveFour(first);
      }
      Packing.unpack(unknowns, HEIGHT, part);
    }
  }

  private void solveFour(int first) {
    int panel = panelAt(first / WIDTH);
    tile.multiply(0, panel, first);
    int triangle = panel + first * WIDTH;
    for (int lane = 0; lane < HEIGHT; lane += Species.LANES) {
      substitute(lane, first * HEIGHT + lane, triangle);
    }
  }

  /**
   * Columns of the triangle are four apart; below the diagonal they are negated. Vectors stay
   * inside this method: those that cross one that is not inlined are objects.
   */
  private void substitute(int lane, int at, int triangle) {
    double[] x = unknowns;
    double[] y = tile.sums;
    double[] c = packed;
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, at);
    x0 = x0.add(DoubleVector.fromArray(SPECIES, y, lane)).mul(c[triangle]);
    x0.intoArray(x, at);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, at + HEIGHT);
    x1 = x1.add(DoubleVector.fromArray(SPECIES, y, lane + HEIGHT));
    x1 = x0.fma(DoubleVector.broadcast(SPECIES, c[triangle + 1]), x1).mul(c[triangle + 5]);
    x1.intoArray(x, at + HEIGHT);
    DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, at + 2 * HEIGHT);
    x2 = x2.add(DoubleVector.fromArray(SPECIES, y, lane + 2 * HEIGHT));
    x2 = x0.fma(DoubleVector.broadcast(SPECIES, c[triangle + 2]), x2);
    x2 = x1.fma(DoubleVector.broadcast(SPECIES, c[triangle + 6]), x2).mul(c[triangle + 10]);
    x2.intoArray(x, at + 2 * HEIGHT);
    DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, at + 3 * HEIGHT);
    x3 = x3.add(DoubleVector.fromArray(SPECIES, y, lane + 3 * HEIGHT));
    x3 = x0.fma(DoubleVector.broadcast(SPECIES, c[triangle + 3]), x3);
    x3 = x1.fma(DoubleVector.broadcast(SPECIES, c[triangle + 7]), x3);
    x3 = x2.fma(DoubleVector.broadcast(SPECIES, c[triangle + 11]), x3).mul(c[triangle + 15]);
    x3.intoArray(x, at + 3 * HEIGHT);
  }

  /** Unknowns behind the end are 0, with coefficients 1 on the diagonal and 0 elsewhere. */
  private void packCoefficients(int from, int order) {
    int at = 0;
    for (int first = 0; first < order; first += WIDTH) {
      int rows = Math.min(WIDTH, order - first);
      for (int k = 0; k < first; k++) {
        for (int w = 0; w < WIDTH; w++) {
          packed[at++] = w < rows ? -coefficients.get(from + first + w, from + k) : 0;
        }
      }
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
    return row == col ? 1 / coefficient : -coefficient;
  }

  private static int panelAt(int panel) {
    return WIDTH * WIDTH / 2 * panel * (panel + 1);
  }
}

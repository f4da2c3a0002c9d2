package dev.luthier.nativemath.vector.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: sums that stay in registers while a panel of either factor streams by.
 *
 * <pre>
 *   name     meaning                                             shape
 *   left     panels of the left factor                           HEIGHT a step
 *   right    panels of the right factor                          WIDTH a step
 *   sums     Σ_k left(i, k) right(k, j), ascending k, fused      HEIGHT × WIDTH, by columns
 * </pre>
 *
 * <p>Sums are local variables: the compiler keeps neither arrays nor fields in registers. With 16
 * registers 2 vectors × 4 columns reach 47 GFLOP/s on AMD Zen 3; 3 × 4 and 2 × 6 reach 22, as if
 * they did not fit beside their factors. 32 registers have room for 3 × 4, which was not timed.
 *
 * <p>An element is one chain of fused multiplications and additions, whichever lane it is in: its
 * bits do not depend on the species.
 */
final class Tile {

  /** Columns. */
  static final int WIDTH = 4;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  /** Rows. */
  static final int HEIGHT = (Species.MANY_REGISTERS ? 3 : 2) * LANES;

  private final double[] left;
  private final double[] right;
  final double[] sums = new double[HEIGHT * WIDTH];

  Tile(double[] left, double[] right) {
    this.left = left;
    this.right = right;
  }

  /** sums ← the product of {@code depth} steps of the panels that begin at these indices. */
  void multiply(int leftAt, int rightAt, int depth) {
    if (Species.MANY_REGISTERS) {
      multiplyThree(leftAt, rightAt, depth);
    } else {
      multiplyTwo(leftAt, rightAt, depth);
    }
  }

  private void multiplyTwo(int leftAt, int rightAt, int depth) {
    double[] a = left;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = s00;
    DoubleVector s01 = s00;
    DoubleVector s11 = s00;
    DoubleVector s02 = s00;
    DoubleVector s12 = s00;
    DoubleVector s03 = s00;
    DoubleVector s13 = s00;
    int i = leftAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + LANES);
      DoubleVector b0 = DoubleVector.broadcast(SPECIES, b[j]);
      s00 = a0.fma(b0, s00);
      s10 = a1.fma(b0, s10);
      DoubleVector b1 = DoubleVector.broadcast(SPECIES, b[j + 1]);
      s01 = a0.fma(b1, s01);
      s11 = a1.fma(b1, s11);
      DoubleVector b2 = DoubleVector.broadcast(SPECIES, b[j + 2]);
      s02 = a0.fma(b2, s02);
      s12 = a1.fma(b2, s12);
      DoubleVector b3 = DoubleVector.broadcast(SPECIES, b[j + 3]);
      s03 = a0.fma(b3, s03);
      s13 = a1.fma(b3, s13);
      i += HEIGHT;
      j += WIDTH;
    }
    keep(0, s00, s10);
    keep(HEIGHT, s01, s11);
    keep(2 * HEIGHT, s02, s12);
    keep(3 * HEIGHT, s03, s13);
  }

  private void multiplyThree(int leftAt, int rightAt, int depth) {
    double[] a = left;
    double[] b = right;
    DoubleVector s00 = DoubleVector.zero(SPECIES);
    DoubleVector s10 = s00;
    DoubleVector s20 = s00;
    DoubleVector s01 = s00;
    DoubleVector s11 = s00;
    DoubleVector s21 = s00;
    DoubleVector s02 = s00;
    DoubleVector s12 = s00;
    DoubleVector s22 = s00;
    DoubleVector s03 = s00;
    DoubleVector s13 = s00;
    DoubleVector s23 = s00;
    int i = leftAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + LANES);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, i + 2 * LANES);
      DoubleVector b0 = DoubleVector.broadcast(SPECIES, b[j]);
      s00 = a0.fma(b0, s00);
      s10 = a1.fma(b0, s10);
      s20 = a2.fma(b0, s20);
      DoubleVector b1 = DoubleVector.broadcast(SPECIES, b[j + 1]);
      s01 = a0.fma(b1, s01);
      s11 = a1.fma(b1, s11);
      s21 = a2.fma(b1, s21);
      DoubleVector b2 = DoubleVector.broadcast(SPECIES, b[j + 2]);
      s02 = a0.fma(b2, s02);
      s12 = a1.fma(b2, s12);
      s22 = a2.fma(b2, s22);
      DoubleVector b3 = DoubleVector.broadcast(SPECIES, b[j + 3]);
      s03 = a0.fma(b3, s03);
      s13 = a1.fma(b3, s13);
      s23 = a2.fma(b3, s23);
      i += HEIGHT;
      j += WIDTH;
    }
    keep(0, s00, s10, s20);
    keep(HEIGHT, s01, s11, s21);
    keep(2 * HEIGHT, s02, s12, s22);
    keep(3 * HEIGHT, s03, s13, s23);
  }

  private void keep(int at, DoubleVector upper, DoubleVector lower) {
    upper.intoArray(sums, at);
    lower.intoArray(sums, at + LANES);
  }

  private void keep(int at, DoubleVector upper, DoubleVector middle, DoubleVector lower) {
    keep(at, upper, middle);
    lower.intoArray(sums, at + 2 * LANES);
  }
}

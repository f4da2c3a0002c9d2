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
 * <p>Sums are local variables: the compiler keeps neither arrays nor fields in registers. The
 * method stores them itself: where it called another one to, they became objects, and the loop was
 * six times slower.
 *
 * <p>With 16 registers 2 vectors × 4 columns reach 47 GFLOP/s on AMD Zen 3; 3 × 4 and 2 × 6 reach
 * 22, as if they did not fit beside their factors. With 32 registers of 512 bits (Intel, 2 fused
 * multiplications a cycle, peak about 88) on data in the caches: 2 × 12 80–84, 3 × 8 72–84, 4 × 6
 * 77–79, 2 × 8 75, 3 × 6 72, 4 × 5 70, 1 × 12 68, 3 × 4 56, 2 × 4 48.
 *
 * <p>An element is one chain of fused multiplications and additions, whichever lane it is in: its
 * bits do not depend on the species.
 */
final class Tile {

  /** Columns. */
  static final int WIDTH = Species.MANY_REGISTERS ? 12 : 4;

  /** Columns of a narrow tile, which the last columns of a product need not be padded beyond. */
  private static final int NARROW = 4;

  private static final VectorSpecies<Double> SPECIES = Species.DOUBLES;
  private static final int LANES = Species.LANES;

  /** Rows. */
  static final int HEIGHT = 2 * LANES;

  private final double[] left;
  private final double[] right;
  final double[] sums = new double[HEIGHT * WIDTH];

  Tile(double[] left, double[] right) {
    this.left = left;
    this.right = right;
  }

  /**
   * sums ← the product of {@code depth} steps of the panels that begin at these indices.
   *
   * @param width columns that are wanted, at least; sums of others are unspecified
   */
  void multiply(int leftAt, int rightAt, int depth, int width) {
    if (Species.MANY_REGISTERS && width > NARROW) {
      multiplyTwelve(leftAt, rightAt, depth);
    } else {
      multiplyFour(leftAt, rightAt, depth);
    }
  }

  private void multiplyFour(int leftAt, int rightAt, int depth) {
    double[] a = left;
    double[] b = right;
    double[] y = sums;
    DoubleVector s0a = DoubleVector.zero(SPECIES);
    DoubleVector s1a = s0a;
    DoubleVector s0b = s0a;
    DoubleVector s1b = s0a;
    DoubleVector s0c = s0a;
    DoubleVector s1c = s0a;
    DoubleVector s0d = s0a;
    DoubleVector s1d = s0a;
    int i = leftAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + LANES);
      DoubleVector b0 = DoubleVector.broadcast(SPECIES, b[j]);
      s0a = a0.fma(b0, s0a);
      s1a = a1.fma(b0, s1a);
      DoubleVector b1 = DoubleVector.broadcast(SPECIES, b[j + 1]);
      s0b = a0.fma(b1, s0b);
      s1b = a1.fma(b1, s1b);
      DoubleVector b2 = DoubleVector.broadcast(SPECIES, b[j + 2]);
      s0c = a0.fma(b2, s0c);
      s1c = a1.fma(b2, s1c);
      DoubleVector b3 = DoubleVector.broadcast(SPECIES, b[j + 3]);
      s0d = a0.fma(b3, s0d);
      s1d = a1.fma(b3, s1d);
      i += HEIGHT;
      j += WIDTH;
    }
    s0a.intoArray(y, 0);
    s1a.intoArray(y, LANES);
    s0b.intoArray(y, HEIGHT);
    s1b.intoArray(y, HEIGHT + LANES);
    s0c.intoArray(y, 2 * HEIGHT);
    s1c.intoArray(y, 2 * HEIGHT + LANES);
    s0d.intoArray(y, 3 * HEIGHT);
    s1d.intoArray(y, 3 * HEIGHT + LANES);
  }

  private void multiplyTwelve(int leftAt, int rightAt, int depth) {
    double[] a = left;
    double[] b = right;
    double[] y = sums;
    DoubleVector s0a = DoubleVector.zero(SPECIES);
    DoubleVector s1a = s0a;
    DoubleVector s0b = s0a;
    DoubleVector s1b = s0a;
    DoubleVector s0c = s0a;
    DoubleVector s1c = s0a;
    DoubleVector s0d = s0a;
    DoubleVector s1d = s0a;
    DoubleVector s0e = s0a;
    DoubleVector s1e = s0a;
    DoubleVector s0f = s0a;
    DoubleVector s1f = s0a;
    DoubleVector s0g = s0a;
    DoubleVector s1g = s0a;
    DoubleVector s0h = s0a;
    DoubleVector s1h = s0a;
    DoubleVector s0i = s0a;
    DoubleVector s1i = s0a;
    DoubleVector s0j = s0a;
    DoubleVector s1j = s0a;
    DoubleVector s0k = s0a;
    DoubleVector s1k = s0a;
    DoubleVector s0l = s0a;
    DoubleVector s1l = s0a;
    int i = leftAt;
    int j = rightAt;
    for (int k = 0; k < depth; k++) {
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, i);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, i + LANES);
      DoubleVector b0 = DoubleVector.broadcast(SPECIES, b[j]);
      s0a = a0.fma(b0, s0a);
      s1a = a1.fma(b0, s1a);
      DoubleVector b1 = DoubleVector.broadcast(SPECIES, b[j + 1]);
      s0b = a0.fma(b1, s0b);
      s1b = a1.fma(b1, s1b);
      DoubleVector b2 = DoubleVector.broadcast(SPECIES, b[j + 2]);
      s0c = a0.fma(b2, s0c);
      s1c = a1.fma(b2, s1c);
      DoubleVector b3 = DoubleVector.broadcast(SPECIES, b[j + 3]);
      s0d = a0.fma(b3, s0d);
      s1d = a1.fma(b3, s1d);
      DoubleVector b4 = DoubleVector.broadcast(SPECIES, b[j + 4]);
      s0e = a0.fma(b4, s0e);
      s1e = a1.fma(b4, s1e);
      DoubleVector b5 = DoubleVector.broadcast(SPECIES, b[j + 5]);
      s0f = a0.fma(b5, s0f);
      s1f = a1.fma(b5, s1f);
      DoubleVector b6 = DoubleVector.broadcast(SPECIES, b[j + 6]);
      s0g = a0.fma(b6, s0g);
      s1g = a1.fma(b6, s1g);
      DoubleVector b7 = DoubleVector.broadcast(SPECIES, b[j + 7]);
      s0h = a0.fma(b7, s0h);
      s1h = a1.fma(b7, s1h);
      DoubleVector b8 = DoubleVector.broadcast(SPECIES, b[j + 8]);
      s0i = a0.fma(b8, s0i);
      s1i = a1.fma(b8, s1i);
      DoubleVector b9 = DoubleVector.broadcast(SPECIES, b[j + 9]);
      s0j = a0.fma(b9, s0j);
      s1j = a1.fma(b9, s1j);
      DoubleVector b10 = DoubleVector.broadcast(SPECIES, b[j + 10]);
      s0k = a0.fma(b10, s0k);
      s1k = a1.fma(b10, s1k);
      DoubleVector b11 = DoubleVector.broadcast(SPECIES, b[j + 11]);
      s0l = a0.fma(b11, s0l);
      s1l = a1.fma(b11, s1l);
      i += HEIGHT;
      j += WIDTH;
    }
    s0a.intoArray(y, 0);
    s1a.intoArray(y, LANES);
    s0b.intoArray(y, HEIGHT);
    s1b.intoArray(y, HEIGHT + LANES);
    s0c.intoArray(y, 2 * HEIGHT);
    s1c.intoArray(y, 2 * HEIGHT + LANES);
    s0d.intoArray(y, 3 * HEIGHT);
    s1d.intoArray(y, 3 * HEIGHT + LANES);
    s0e.intoArray(y, 4 * HEIGHT);
    s1e.intoArray(y, 4 * HEIGHT + LANES);
    s0f.intoArray(y, 5 * HEIGHT);
    s1f.intoArray(y, 5 * HEIGHT + LANES);
    s0g.intoArray(y, 6 * HEIGHT);
    s1g.intoArray(y, 6 * HEIGHT + LANES);
    s0h.intoArray(y, 7 * HEIGHT);
    s1h.intoArray(y, 7 * HEIGHT + LANES);
    s0i.intoArray(y, 8 * HEIGHT);
    s1i.intoArray(y, 8 * HEIGHT + LANES);
    s0j.intoArray(y, 9 * HEIGHT);
    s1j.intoArray(y, 9 * HEIGHT + LANES);
    s0k.intoArray(y, 10 * HEIGHT);
    s1k.intoArray(y, 10 * HEIGHT + LANES);
    s0l.intoArray(y, 11 * HEIGHT);
    s1l.intoArray(y, 11 * HEIGHT + LANES);
  }
}

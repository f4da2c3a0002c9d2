package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Term;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inputs for tests at sizes that are too large for the contract's oracles. */
final class Sample {

  /** Numeric 0 to 5, categorical 6, mask 7 (of column 5). */
  static final int COLUMNS = 8;

  private Sample() {}

  /** One term with six numeric columns and a categorical one. */
  static Kernel common() {
    return Kernel.of(1.7, Radial.of(RadialProfile.MATERN_52, scales(0, 5)));
  }

  /** Two terms, three factors, all profiles, a mask. */
  static Kernel general() {
    Radial smooth = Radial.of(RadialProfile.SQUARED_EXPONENTIAL, scales(0, 2));
    Radial rough = Radial.of(RadialProfile.MATERN_32, List.of(LengthScale.numeric(0.8, 3)));
    Radial masked =
        new Radial(
            RadialProfile.MATERN_52,
            List.of(LengthScale.numeric(0.5, 5)),
            new Activity.Masked(7, Activity.InactivePair.ONE));
    return new Kernel(
        List.of(
            new Term(0.9, List.of(smooth, rough, masked)),
            new Term(0.4, List.of(Radial.of(RadialProfile.MATERN_52, scales(3, 5))))));
  }

  private static List<LengthScale> scales(int first, int last) {
    List<Column> numeric =
        IntStream.rangeClosed(first, last).<Column>mapToObj(Column.Numeric::new).toList();
    return List.of(new LengthScale(0.6, numeric), LengthScale.categorical(1.3, 6));
  }

  static Matrix points(Session session, int n, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[n * COLUMNS];
    for (int i = 0; i < elements.length; i++) {
      int column = i / n;
      elements[i] = column < 6 ? random.nextDouble() : random.nextInt(column == 6 ? 3 : 2);
    }
    return upload(session, n, COLUMNS, elements);
  }

  static Matrix random(Session session, int rows, int cols, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[rows * cols];
    Arrays.setAll(elements, _ -> random.nextDouble() - 0.5);
    return upload(session, rows, cols, elements);
  }

  /** Diagonally dominant, NaN above the diagonal. */
  static Matrix definite(Session session, int n, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] elements = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        double offDiagonal = i < j ? Double.NaN : random.nextDouble() - 0.5;
        elements[i + j * n] = i == j ? 1 + 0.6 * n : offDiagonal;
      }
    }
    return upload(session, n, n, elements);
  }

  static Matrix upload(Session session, int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  static double[] download(Session session, Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return elements;
  }
}

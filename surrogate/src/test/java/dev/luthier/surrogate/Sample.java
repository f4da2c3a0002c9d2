package dev.luthier.surrogate;

import dev.luthier.linalg.Column;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.List;
import java.util.SplittableRandom;

/** Random points with a categorical and a masked pair of columns, and values at them. */
record Sample(Points points, double[] y) {
  static final int DIMENSION = 5;

  /** Two numeric columns, a category, and a value that shares its length scale with its mask. */
  static Kernel kernel() {
    return Kernel.of(
        1.3,
        Radial.of(
            RadialProfile.MATERN_52,
            List.of(
                LengthScale.numeric(0.4, 0),
                LengthScale.numeric(0.9, 1),
                LengthScale.categorical(1.5, 2),
                new LengthScale(0.7, List.of(new Column.Numeric(3), new Column.Numeric(4))))));
  }

  static Model model() {
    return new Model(kernel(), 0.01);
  }

  static Sample of(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] columns = new double[n * DIMENSION];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      boolean active = random.nextBoolean();
      double[] row = {
        random.nextDouble(),
        random.nextDouble(),
        random.nextInt(3),
        active ? random.nextDouble() : 0.5,
        active ? 1 : 0
      };
      for (int c = 0; c < DIMENSION; c++) {
        columns[i + c * n] = row[c];
      }
      y[i] = Math.sin(5 * row[0]) + row[1] * row[1] + 0.3 * row[2] + row[3] * row[4];
    }
    return new Sample(new Points(n, DIMENSION, columns), y);
  }

  /** Points {@code from} to {@code to}. */
  Points range(int from, int to) {
    double[] columns = new double[(to - from) * DIMENSION];
    for (int c = 0; c < DIMENSION; c++) {
      System.arraycopy(
          points.columns(), from + c * points.count(), columns, c * (to - from), to - from);
    }
    return new Points(to - from, DIMENSION, columns);
  }
}

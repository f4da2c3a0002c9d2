package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Kernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final int N = 25;

  /** Rounding is amplified by the condition of K, at most n · σ_f²/σ² = 3,250. */
  private static final double TOLERANCE = 1e-16 * 3_250 * N;

  private final Sample sample = Sample.of(N, 1);
  private final Sample elsewhere = Sample.of(7, 2);

  private GaussianProcess process(int n) {
    return GaussianProcess.observing(Sessions.open(), Sample.model(), sample.range(0, n), 2)
        .orElseThrow();
  }

  private record Prediction(double[] mean, double[] variance) {}

  private static Prediction predict(GaussianProcess process, Points z) {
    try (Posterior at = process.at(z)) {
      return new Prediction(at.mean(), at.variance());
    }
  }

  /** The textbook formula with Gaussian elimination, nothing shared with what is tested. */
  @Test
  void predictsAsTheTextbookSays() {
    try (GaussianProcess process = process(N)) {
      process.setTargets(sample.y());
      Prediction prediction = predict(process, elsewhere.points());
      double[][] k = new double[N][N];
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          k[i][j] = covariance(sample.points(), i, sample.points(), j) + (i == j ? 0.01 : 0);
        }
      }
      for (int j = 0; j < elsewhere.points().count(); j++) {
        double[] c = new double[N];
        for (int i = 0; i < N; i++) {
          c[i] = covariance(sample.points(), i, elsewhere.points(), j);
        }
        double[] u = solve(k, c);
        double mean = 0;
        double variance = 1.3;
        for (int i = 0; i < N; i++) {
          mean += u[i] * sample.y()[i];
          variance -= u[i] * c[i];
        }
        assertEquals(mean, prediction.mean()[j], 10 * TOLERANCE);
        assertEquals(variance, prediction.variance()[j], 10 * TOLERANCE);
      }
    }
  }

  /** Many variances are computed by the factor, few by its inverse. */
  @Test
  void aBatchIsWhatItsPartsAre() {
    Sample many = Sample.of(1_300, 5);
    try (GaussianProcess process = process(N)) {
      process.setTargets(sample.y());
      Prediction all = predict(process, many.points());
      for (int first = 0; first < 1_300; first += 26) {
        Prediction part = predict(process, many.range(first, first + 26));
        assertArrayEquals(
            part.mean(), Arrays.copyOfRange(all.mean(), first, first + 26), TOLERANCE);
        assertArrayEquals(
            part.variance(), Arrays.copyOfRange(all.variance(), first, first + 26), TOLERANCE);
      }
    }
  }

  @Test
  void appendingOneByOneIsObservingAllAtOnce() {
    try (GaussianProcess whole = process(N);
        GaussianProcess grown = process(1)) {
      for (int i = 1; i < N; i++) {
        assertTrue(grown.append(sample.range(i, i + 1)));
      }
      whole.setTargets(sample.y());
      grown.setTargets(sample.y());
      requireEqual(
          predict(whole, elsewhere.points()), predict(grown, elsewhere.points()), TOLERANCE);
    }
  }

  @Test
  void rollbackRestoresThePosteriorBitForBit() {
    try (GaussianProcess process = process(N - 5)) {
      double[] y = Arrays.copyOf(sample.y(), N - 5);
      process.setTargets(y);
      Prediction before = predict(process, elsewhere.points());
      process.mark();
      assertTrue(process.append(sample.range(N - 5, N - 3)));
      assertTrue(process.append(sample.range(N - 3, N)));
      process.setTargets(sample.y());
      Prediction tentative = predict(process, elsewhere.points());
      process.rollback();
      process.setTargets(y);
      requireEqual(before, predict(process, elsewhere.points()), 0);
      assertTrue(process.append(sample.range(N - 5, N)));
      process.setTargets(sample.y());
      requireEqual(tentative, predict(process, elsewhere.points()), TOLERANCE);
    }
  }

  @Test
  void marksDoNotNest() {
    try (GaussianProcess process = process(3)) {
      assertThrows(IllegalStateException.class, process::rollback);
      process.mark();
      assertThrows(IllegalStateException.class, process::mark);
      process.rollback();
      process.mark();
    }
  }

  @Test
  void inputGradientIsTheDerivativeOfWhatItSays() {
    try (GaussianProcess process = process(N)) {
      process.setTargets(sample.y());
      SplittableRandom random = new SplittableRandom(3);
      int m = elsewhere.points().count();
      double[] byMean = random.doubles(m, -1, 1).toArray();
      double[] byVariance = random.doubles(m, -1, 1).toArray();
      double[] gradient;
      try (Posterior at = process.at(elsewhere.points())) {
        gradient = at.inputGradient(new double[][] {byMean}, byVariance);
      }
      for (int e = 0; e < gradient.length; e++) {
        int column = e / m;
        if (column == 2) {
          assertEquals(0, gradient[e], "a category has no derivative");
        } else {
          double h = 1e-5;
          double difference =
              (weighted(process, e, h, byMean, byVariance)
                      - weighted(process, e, -h, byMean, byVariance))
                  / (2 * h);
          // Truncation h² f‴/6, with length scales of 0.4, and rounding over h.
          assertEquals(difference, gradient[e], 1e-7, "element " + e);
        }
      }
    }
  }

  private double weighted(
      GaussianProcess process, int element, double h, double[] byMean, double[] byVariance) {
    double[] columns = elsewhere.points().columns().clone();
    columns[element] += h;
    Prediction at = predict(process, new Points(byMean.length, Sample.DIMENSION, columns));
    double sum = 0;
    for (int j = 0; j < byMean.length; j++) {
      sum += byMean[j] * at.mean()[j] + byVariance[j] * at.variance()[j];
    }
    return sum;
  }

  /** Of a hundred thousand draws: the standard errors are 1/316 and √2/316 of the deviation. */
  @Test
  void jointSamplesHaveThePosteriorsMoments() {
    int m = 3;
    int draws = 100_000;
    try (GaussianProcess process = process(N)) {
      process.setTargets(sample.y());
      var random = new java.util.Random(5);
      double[] normals = new double[m * draws];
      Arrays.setAll(normals, i -> random.nextGaussian());
      Points z = elsewhere.range(0, m);
      double[] samples;
      try (Posterior at = process.at(z)) {
        samples = at.samples(normals);
      }
      Prediction expected = predict(process, z);
      for (int j = 0; j < m; j++) {
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < draws; s++) {
          double e = samples[s * m + j] - expected.mean()[j];
          sum += e;
          squares += e * e;
        }
        double deviation = Math.sqrt(expected.variance()[j]);
        assertEquals(0, sum / draws / deviation, 4.0 / 316);
        assertEquals(1, squares / draws / expected.variance()[j], 4 * 1.5 / 316);
      }
    }
  }

  @Test
  void jointSamplesOfCloseCandidatesAgree() {
    try (GaussianProcess process = process(N)) {
      process.setTargets(sample.y());
      double[] columns = new double[2 * Sample.DIMENSION];
      for (int c = 0; c < Sample.DIMENSION; c++) {
        columns[2 * c] = sample.points().columns()[c * N];
        columns[2 * c + 1] = columns[2 * c] + (c == 0 ? 1e-9 : 0);
      }
      try (Posterior at = process.at(new Points(2, Sample.DIMENSION, columns))) {
        double[] samples = at.samples(new double[] {0.7, -1.9});
        assertEquals(samples[0], samples[1], 1e-3);
      }
    }
  }

  @Test
  void duplicatesWithoutNoiseGetJitter() {
    Kernel kernel = Sample.kernel();
    Points one = sample.range(0, 1);
    var model = new ModelFamily.Model(kernel, 1e-300);
    try (GaussianProcess process =
        GaussianProcess.observing(Sessions.open(), model, one, 4).orElseThrow()) {
      assertEquals(0, process.jitter());
      assertTrue(process.append(one));
      assertTrue(process.append(one));
      assertTrue(process.jitter() > 0 && process.jitter() <= 1e-4, "jitter " + process.jitter());
      process.setTargets(new double[] {1, 1, 1});
      assertEquals(1, predict(process, one).mean()[0], 1e-3);
    }
  }

  /** Each set of targets has the means that it has alone; the gradient sums over the sets. */
  @Test
  void severalSetsOfTargetsShareTheFactor() {
    double[] other = new double[N];
    Arrays.setAll(other, i -> Math.cos(i));
    int m = elsewhere.points().count();
    double[] byFirst = new SplittableRandom(7).doubles(m).toArray();
    double[] byOther = new SplittableRandom(8).doubles(m).toArray();
    double[] byVariance = new SplittableRandom(9).doubles(m).toArray();
    try (GaussianProcess process = process(N)) {
      double[][] alone = new double[2][];
      double[][] gradients = new double[2][];
      for (int s = 0; s < 2; s++) {
        process.setTargets(s == 0 ? sample.y() : other);
        try (Posterior at = process.at(elsewhere.points())) {
          alone[s] = at.mean();
          double[][] byMean = {s == 0 ? byFirst : byOther};
          gradients[s] = at.inputGradient(byMean, s == 0 ? byVariance : new double[m]);
        }
      }
      process.setTargets(sample.y(), other);
      assertEquals(2, process.targetSets());
      try (Posterior at = process.at(elsewhere.points())) {
        assertArrayEquals(alone[0], at.means()[0], TOLERANCE);
        assertArrayEquals(alone[1], at.means()[1], TOLERANCE);
        assertArrayEquals(alone[0], at.mean(), TOLERANCE);
        double[] gradient = at.inputGradient(new double[][] {byFirst, byOther}, byVariance);
        for (int e = 0; e < gradient.length; e++) {
          assertEquals(gradients[0][e] + gradients[1][e], gradient[e], 10 * TOLERANCE);
        }
      }
      assertThrows(
          IllegalArgumentException.class, () -> process.setTargets(sample.y(), new double[1]));
      process.setTargets(sample.y());
      assertEquals(1, process.targetSets());
      assertArrayEquals(alone[0], predict(process, elsewhere.points()).mean());
    }
  }

  /** What is observed without noise is known; the model's noise leaves something open. */
  @Test
  void observationsHaveTheNoiseTheyAreSaidToHave() {
    Points added = elsewhere.range(0, 2);
    try (GaussianProcess process = process(N)) {
      assertTrue(process.append(added, new double[] {1e-9, 100}));
      double[] y = Arrays.copyOf(sample.y(), N + 2);
      y[N] = 3;
      y[N + 1] = -3;
      process.setTargets(y);
      Prediction with = predict(process, elsewhere.range(0, 2));
      assertEquals(3, with.mean()[0], 1e-6);
      assertEquals(0, with.variance()[0], 1e-6);
      try (GaussianProcess without = process(N)) {
        assertTrue(without.append(elsewhere.range(0, 1), new double[] {1e-9}));
        without.setTargets(Arrays.copyOf(y, N + 1));
        Prediction ignoring = predict(without, elsewhere.range(1, 2));
        // An observation of noise 100 moves nothing by more than a hundredth of its residual.
        assertEquals(ignoring.mean()[0], with.mean()[1], 0.06);
        assertEquals(ignoring.variance()[0], with.variance()[1], 0.02);
      }
    }
  }

  @Test
  void precisionsGiveTheVariancesAtTheObservations() {
    try (GaussianProcess process = process(N)) {
      double[] precisions = process.precisions();
      process.setTargets(sample.y());
      double[] variance = predict(process, sample.points()).variance();
      for (int i = 0; i < N; i++) {
        assertEquals(variance[i], 0.01 - 0.01 * 0.01 * precisions[i], 10 * TOLERANCE);
      }
    }
  }

  @Test
  void pointsAreJoinedColumnByColumn() {
    Points joined = sample.range(0, 3).and(sample.range(3, 8));
    assertArrayEquals(sample.range(0, 8).columns(), joined.columns());
    assertEquals(8, joined.count());
  }

  @Test
  void pointsThatAreNotNumbersMakeNoProcess() {
    double[] columns = sample.range(0, 3).columns();
    columns[1] = Double.NaN;
    assertTrue(
        GaussianProcess.observing(
                Sessions.open(), Sample.model(), new Points(3, Sample.DIMENSION, columns), 3)
            .isEmpty());
  }

  @Test
  void predictionsNeedTargetsOfThePointsThereAre() {
    try (GaussianProcess process = process(3)) {
      assertThrows(IllegalStateException.class, () -> process.at(elsewhere.points()));
      assertThrows(IllegalArgumentException.class, () -> process.setTargets(new double[2]));
      process.setTargets(new double[3]);
      assertTrue(process.append(sample.range(3, 4)));
      assertThrows(IllegalStateException.class, () -> process.at(elsewhere.points()));
    }
  }

  private static void requireEqual(Prediction a, Prediction b, double tolerance) {
    assertArrayEquals(a.mean(), b.mean(), tolerance);
    assertArrayEquals(a.variance(), b.variance(), tolerance);
  }

  static double covariance(Points x, int i, Points z, int j) {
    double[] scales = {0.4, 0.9, 1.5, 0.7, 0.7};
    double s = 0;
    for (int c = 0; c < scales.length; c++) {
      double e = x.columns()[i + c * x.count()] - z.columns()[j + c * z.count()];
      double contribution = c == 2 ? Math.signum(Math.abs(e)) : e * e;
      s += contribution / (scales[c] * scales[c]);
    }
    double t = Math.sqrt(5 * s);
    return 1.3 * (1 + t + t * t / 3) * Math.exp(-t);
  }

  static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    double[] b = right.clone();
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
    }
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double f = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= f * a[k][j];
        }
        b[i] -= f * b[k];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        b[i] -= a[i][j] * b[j];
      }
      b[i] /= a[i][i];
    }
    return b;
  }
}

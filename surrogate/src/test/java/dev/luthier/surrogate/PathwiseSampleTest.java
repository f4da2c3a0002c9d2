package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Term;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PathwiseSampleTest {
  private static final int N = 12;
  private static final int DRAWS = 4_000;
  private static final int PAIRS = 16;

  /** Standard errors: of a thousand statistics none is so far off by chance. */
  private static final double FAR = 4.5;

  private final Sample sample = Sample.of(N, 1);
  private final Points elsewhere = Sample.of(6, 2).points();

  private GaussianProcess process(Session session, Model model) {
    return process(session, model, Targets.of(sample.y()).noise());
  }

  private GaussianProcess process(Session session, Model model, double[] noise) {
    GaussianProcess process =
        GaussianProcess.observing(session, model, sample.points(), noise, N).orElseThrow();
    process.setTargets(sample.y());
    return process;
  }

  /** Sums and products of radial factors, a category in both terms, a constant. */
  private static Kernel general() {
    Factor smooth =
        Radial.of(
            RadialProfile.SQUARED_EXPONENTIAL,
            List.of(LengthScale.numeric(0.7, 0), LengthScale.categorical(1.1, 2)));
    Factor rough = Radial.of(RadialProfile.MATERN_32, List.of(LengthScale.numeric(0.6, 1)));
    Factor other =
        Radial.of(
            RadialProfile.MATERN_52,
            List.of(LengthScale.numeric(0.5, 3), LengthScale.categorical(0.9, 2)));
    return new Kernel(
        List.of(
            new Term(0.8, List.of(smooth, rough)),
            new Term(0.5, List.of(other)),
            new Term(0.3, List.of())));
  }

  /** Mean and covariance of many draws are those of the posterior, from joint draws' formulas. */
  private void requirePosterior(Model model) {
    requirePosterior(model, Targets.of(sample.y()).noise());
  }

  private void requirePosterior(Model model, double[] noise) {
    int m = elsewhere.count();
    double[][] draws = new double[DRAWS][];
    double[] mean;
    double[][] covariance = new double[m][m];
    try (Session session = Sessions.open();
        GaussianProcess process = process(session, model, noise)) {
      for (int s = 0; s < DRAWS; s++) {
        SplittableRandom random = new SplittableRandom(s);
        draws[s] = PathwiseSample.draw(session, process, PAIRS, random).orElseThrow().at(elsewhere);
      }
      try (Posterior at = process.at(elsewhere)) {
        mean = at.mean();
        // A draw with one normal number 1 is μ plus a column of the covariance's root.
        double[] normals = new double[m * m];
        for (int k = 0; k < m; k++) {
          normals[k * m + k] = 1;
        }
        double[] roots = at.samples(normals);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < m; j++) {
            for (int k = 0; k < m; k++) {
              covariance[i][j] += (roots[k * m + i] - mean[i]) * (roots[k * m + j] - mean[j]);
            }
          }
        }
      }
    }
    for (int i = 0; i < m; i++) {
      int a = i;
      requireMean("mean " + i, mean[i], Arrays.stream(draws).mapToDouble(d -> d[a]).toArray());
      for (int j = 0; j <= i; j++) {
        int b = j;
        requireMean(
            "covariance " + i + ", " + j,
            covariance[i][j],
            Arrays.stream(draws).mapToDouble(d -> (d[a] - mean[a]) * (d[b] - mean[b])).toArray());
      }
    }
  }

  private static void requireMean(String what, double expected, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares) / values.length;
    assertTrue(
        Math.abs(mean - expected) < FAR * error,
        () -> what + " is " + mean + " ± " + error + " and should be " + expected);
  }

  @Test
  void pathsHaveThePosteriorsMeanAndCovariance() {
    requirePosterior(Sample.model());
  }

  @Test
  void observationsMayHaveANoiseOfTheirOwn() {
    double[] noise = Targets.of(sample.y()).noise();
    for (int i = 0; i < N; i += 2) {
      noise[i] = i % 4 == 0 ? 1e-6 : 2;
    }
    requirePosterior(Sample.model(), noise);
  }

  @Test
  void termsProductsAndConstantsAreCovered() {
    requirePosterior(new Model(general(), 0.05));
  }

  @ParameterizedTest
  @EnumSource(RadialProfile.class)
  void everyProfileHasItsFrequencies(RadialProfile profile) {
    Radial radial =
        Radial.of(profile, List.of(LengthScale.numeric(0.3, 0), LengthScale.numeric(0.5, 1)));
    requirePosterior(new Model(Kernel.of(1, radial), 0.1));
  }

  /** A path is a function: what it is at a point does not depend on the batch, or on the order. */
  @Test
  void aPathIsTheSameInEveryBatch() {
    Sample many = Sample.of(20, 3);
    try (Session session = Sessions.open();
        GaussianProcess process = process(session, Sample.model())) {
      PathwiseSample all = draw(session, process);
      PathwiseSample parts = draw(session, process);
      double[] values = all.at(many.points());
      for (int j = 19; j >= 0; j--) {
        // Rounding of a sum of 44 products with weights that may reach 1/noise.
        assertArrayEquals(
            new double[] {values[j]}, parts.at(many.range(j, j + 1)), 44 * 1e-16 * 1_000);
      }
    }
  }

  private static PathwiseSample draw(Session session, GaussianProcess process) {
    return PathwiseSample.draw(session, process, PAIRS, new SplittableRandom(7)).orElseThrow();
  }

  /** Where there is next to no noise all paths pass through the observations. */
  @Test
  void pathsPassThroughObservations() {
    double noise = 1e-10;
    try (Session session = Sessions.open();
        GaussianProcess process = process(session, new Model(Sample.kernel(), noise))) {
      // Ten deviations of the noise.
      assertArrayEquals(
          sample.y(), draw(session, process).at(sample.points()), 10 * Math.sqrt(noise));
    }
  }

  @Test
  void masksHaveNoFeatures() {
    Radial masked =
        new Radial(
            RadialProfile.MATERN_52,
            List.of(LengthScale.numeric(0.5, 3)),
            new Activity.Masked(4, Activity.InactivePair.ONE));
    try (Session session = Sessions.open();
        GaussianProcess process = process(session, new Model(Kernel.of(1, masked), 0.01))) {
      assertTrue(PathwiseSample.draw(session, process, PAIRS, new SplittableRandom(1)).isEmpty());
    }
  }

  @Test
  void aPathEndsWithTheObservationsItWasDrawnWith() {
    try (Session session = Sessions.open();
        GaussianProcess process = process(session, Sample.model())) {
      PathwiseSample path = draw(session, process);
      assertEquals(6, path.at(elsewhere).length);
      assertTrue(process.append(Sample.of(1, 9).points()));
      assertThrows(IllegalStateException.class, () -> path.at(elsewhere));
    }
  }
}

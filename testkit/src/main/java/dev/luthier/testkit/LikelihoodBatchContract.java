package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.StudyBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Likelihoods of many small studies against {@link LikelihoodOracle}, and their independence. */
abstract class LikelihoodBatchContract extends BackendFixture {

  private static final double NOISE = 0.05;

  /** Around multiples of what backends take at once; 64 is as much as a device holds in a block. */
  private static final int[] SMALL = {33, 1, 64, 0, 8, 2, 50, 7, 63, 9, 64};

  private static final int[] BEYOND = {65, 3, 100};

  @ParameterizedTest
  @EnumSource
  void mixedSizesEachWithItsOwnHyperparameters(KernelSample sample) {
    assertByDefinition(sample, SMALL);
  }

  @ParameterizedTest
  @EnumSource
  void sizesBeyondWhatADeviceHoldsInABlock(KernelSample sample) {
    assertByDefinition(sample, BEYOND);
  }

  private void assertByDefinition(KernelSample sample, int[] sizes) {
    Kernel structure = sample.kernel();
    List<SmallStudy> studies =
        IntStream.range(0, sizes.length).mapToObj(b -> study(sample, sizes[b], b)).toList();
    double[] theta = new double[sizes.length * (structure.hyperparameterCount() + 1)];
    for (int b = 0; b < sizes.length; b++) {
      put(theta, b, moved(structure, b), NOISE * (1 + b));
    }
    Answer answer = evaluate(structure, studies, theta);
    for (int b = 0; b < sizes.length; b++) {
      LikelihoodOracle oracle =
          new LikelihoodOracle(moved(structure, b), NOISE * (1 + b), studies.get(b));
      assertEquals(oracle.value(), answer.values[b], oracle.valueBound(), "study " + b);
      double[] gradient = answer.gradient(b);
      double[] expected = oracle.gradient();
      for (int t = 0; t < expected.length; t++) {
        String where = "study " + b + " of " + sizes[b] + ", hyperparameter " + t;
        assertEquals(expected[t], gradient[t], oracle.gradientBound(), where);
      }
    }
  }

  /**
   * The same study at hyperparameters next to one another: the gradient is the difference of the
   * values.
   */
  @ParameterizedTest
  @EnumSource
  void gradientIsTheDifferenceOfTheValues(KernelSample sample) {
    Kernel structure = sample.kernel();
    int n = 13;
    int parameters = structure.hyperparameterCount() + 1;
    double[] center = new double[parameters];
    put(center, 0, structure, 0.5);
    List<double[]> thetas = new ArrayList<>(List.of(center));
    double step = 1e-3;
    for (int t = 0; t < parameters; t++) {
      for (int steps : new int[] {1, -1, 2, -2}) {
        double[] theta = center.clone();
        theta[t] += steps * step;
        thetas.add(theta);
      }
    }
    List<SmallStudy> studies = thetas.stream().map(_ -> study(sample, n, 0)).toList();
    double[] all = thetas.stream().flatMapToDouble(Arrays::stream).toArray();
    Answer answer = evaluate(structure, studies, all);
    double[] f = answer.values;
    assertTrue(Arrays.stream(f).allMatch(Double::isFinite));
    double rounding = new LikelihoodOracle(structure, 0.5, studies.getFirst()).valueBound();
    // The fifth derivative of a likelihood of 13 values is of their order: truncation h⁴ · 13.
    double bound = 2 * rounding / step + 100 * Math.pow(step, 4) * n;
    for (int t = 0; t < parameters; t++) {
      int at = 1 + 4 * t;
      double difference = (8 * (f[at] - f[at + 1]) - (f[at + 2] - f[at + 3])) / (12 * step);
      assertEquals(difference, answer.gradients[t], bound, "hyperparameter " + t);
    }
  }

  @Test
  void aStudyThatIsNotDefiniteIsNanAndTouchesNoOther() {
    KernelSample sample = KernelSample.ONE_COLUMN;
    int n = 30;
    HostMatrix same = HostMatrix.filled(n, KernelSample.COLUMNS, 0.25);
    SmallStudy singular = study(same, 1);
    SmallStudy notANumber = study(sample.points(n, 0.1).with(n / 2, 0, Double.NaN), 2);
    SmallStudy first = study(sample, n, 3);
    SmallStudy last = study(sample, n - 1, 4);
    double[] good = {0.1, -0.9, -3};
    double[] other = {-0.2, -0.7, -2};
    double[] vanishing = {0, 0, -200};
    Answer alone = evaluate(sample.kernel(), List.of(first, last), joined(good, other));
    Answer mixed =
        evaluate(
            sample.kernel(),
            List.of(singular, first, notANumber, last, singular),
            joined(vanishing, good, good, other, vanishing));
    for (int b : new int[] {0, 2, 4}) {
      assertTrue(Double.isNaN(mixed.values[b]), "study " + b);
      assertTrue(Arrays.stream(mixed.gradient(b)).allMatch(Double::isNaN), "study " + b);
    }
    assertEquals(alone.values[0], mixed.values[1], 0);
    assertEquals(alone.values[1], mixed.values[3], 0);
    assertArrayEquals(alone.gradient(0), mixed.gradient(1), 0);
    assertArrayEquals(alone.gradient(1), mixed.gradient(3), 0);
  }

  @Test
  void evaluationsLeaveNothingBehind() {
    KernelSample sample = KernelSample.AGREEING;
    List<SmallStudy> studies = List.of(study(sample, 20, 1), study(sample, 5, 2));
    Kernel structure = sample.kernel();
    double[] theta = new double[2 * (structure.hyperparameterCount() + 1)];
    put(theta, 0, moved(structure, 1), 0.3);
    put(theta, 1, moved(structure, 2), 0.1);
    double[] before = theta.clone();
    try (LikelihoodBatch batch = backend().openLikelihoods(new StudyBatch(structure, studies))) {
      assertEquals(2, batch.size());
      Answer once = Answer.of(batch, theta);
      Answer.of(batch, new double[theta.length]);
      Answer again = Answer.of(batch, theta);
      assertTrue(Arrays.stream(once.values).allMatch(Double::isFinite));
      assertArrayEquals(once.values, again.values, 0);
      assertArrayEquals(once.gradients, again.gradients, 0);
    }
    assertArrayEquals(before, theta, 0);
  }

  /** More length scales than a device holds. */
  @Test
  void manyLengthScales() {
    int d = 40;
    int n = 6;
    List<LengthScale> scales =
        IntStream.range(0, d).mapToObj(c -> LengthScale.numeric(1 + 0.1 * c, c)).toList();
    Kernel kernel = Kernel.of(0.7, Radial.of(RadialProfile.MATERN_52, scales));
    SmallStudy study = study(HostMatrix.random(n, d, random(1)), 2);
    double[] theta = new double[d + 2];
    put(theta, 0, kernel, NOISE);
    Answer answer = evaluate(kernel, List.of(study), theta);
    LikelihoodOracle oracle = new LikelihoodOracle(kernel, NOISE, study);
    assertEquals(oracle.value(), answer.values[0], oracle.valueBound());
    assertArrayEquals(oracle.gradient(), answer.gradients, oracle.gradientBound());
  }

  @Test
  void noStudiesAtAll() {
    Answer answer = evaluate(KernelSample.ONE_COLUMN.kernel(), List.of(), new double[0]);
    assertEquals(0, answer.values.length);
  }

  @Test
  void everythingThrowsAfterClose() {
    LikelihoodBatch batch = backend().openLikelihoods(oneStudy());
    batch.close();
    batch.close();
    assertThrows(
        IllegalStateException.class,
        () -> batch.evaluate(new double[3], new double[1], new double[3]));
  }

  @Test
  void backendWithAnOpenBatchRefusesToClose() {
    Backend another = provider().create(BackendOptions.defaults());
    LikelihoodBatch batch = another.openLikelihoods(oneStudy());
    assertThrows(IllegalStateException.class, another::close);
    batch.close();
    another.close();
    assertThrows(IllegalStateException.class, () -> another.openLikelihoods(oneStudy()));
  }

  @Test
  void wrongArgumentsAreNamedAndNothingIsWritten() {
    try (LikelihoodBatch batch = backend().openLikelihoods(oneStudy())) {
      double[] values = {7};
      double[] gradients = {7, 7, 7};
      assertRefused("theta has 2 elements", batch, new double[2], values, gradients);
      assertRefused("values has 2 elements", batch, new double[3], new double[2], gradients);
      assertRefused("gradients has 4 elements", batch, new double[3], values, new double[4]);
      for (double wrong : new double[] {Double.NaN, 230.5, -230.5, Double.NEGATIVE_INFINITY}) {
        for (int t = 0; t < 3; t++) {
          double[] theta = new double[3];
          theta[t] = wrong;
          String message = "study 0, hyperparameter " + t + ", is " + wrong;
          assertRefused(message, batch, theta, values, gradients);
        }
      }
      assertEquals(7, values[0]);
      assertArrayEquals(new double[] {7, 7, 7}, gradients);
    }
  }

  private static void assertRefused(
      String message, LikelihoodBatch batch, double[] theta, double[] values, double[] gradients) {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> batch.evaluate(theta, values, gradients));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::getMessage);
  }

  /** The values and gradients of one evaluation, NaN before. */
  private record Answer(double[] values, double[] gradients) {
    static Answer of(LikelihoodBatch batch, double[] theta) {
      double[] values = new double[batch.size()];
      double[] gradients = new double[theta.length];
      Arrays.fill(values, Double.NaN);
      Arrays.fill(gradients, Double.NaN);
      batch.evaluate(theta, values, gradients);
      return new Answer(values, gradients);
    }

    double[] gradient(int b) {
      int parameters = gradients.length / values.length;
      return Arrays.copyOfRange(gradients, b * parameters, (b + 1) * parameters);
    }
  }

  private Answer evaluate(Kernel structure, List<SmallStudy> studies, double[] theta) {
    StudyBatch batch = new StudyBatch(structure, studies);
    try (LikelihoodBatch open = backend().openLikelihoods(batch)) {
      return Answer.of(open, theta);
    }
  }

  private static StudyBatch oneStudy() {
    KernelSample sample = KernelSample.ONE_COLUMN;
    return new StudyBatch(sample.kernel(), List.of(study(sample, 3, 1)));
  }

  private static SmallStudy study(KernelSample sample, int n, int seed) {
    return study(sample.points(n, 0.1), seed);
  }

  private static SmallStudy study(HostMatrix x, int seed) {
    double[] y = HostMatrix.random(x.rows(), 1, random(seed)).elements();
    return new SmallStudy(x.rows(), x.cols(), x.elements(), y);
  }

  /** Another kernel of the same structure for each b. */
  private static Kernel moved(Kernel structure, int b) {
    double[] theta = structure.hyperparameters();
    for (int t = 0; t < theta.length; t++) {
      theta[t] += 0.3 * Math.sin(1 + t + 2.0 * b);
    }
    return structure.withHyperparameters(theta);
  }

  private static void put(double[] theta, int b, Kernel kernel, double noise) {
    double[] own = kernel.hyperparameters();
    int from = b * (own.length + 1);
    System.arraycopy(own, 0, theta, from, own.length);
    theta[from + own.length] = Math.log(noise);
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}

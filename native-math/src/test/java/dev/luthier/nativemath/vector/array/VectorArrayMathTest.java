package dev.luthier.nativemath.vector.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.linalg.ArrayMath;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bits of the plain implementation, whose accuracy is tested where it is. The build runs this
 * with vectors of every width.
 */
class VectorArrayMathTest {

  private static final double[] LIMITS = {
    0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.longBitsToDouble(0x7ff8_0000_0000_0fffL),
    709.782712893384,
    709.7827128933841,
    710,
    -708.4,
    -745.13,
    -745.14,
    -746,
    0x1.6a09e667f3bcdp-1,
    0x1.6a09e667f3bccp-1,
    0x1.6a09e667f3bcdp0,
    0.67448975,
    -0.67448975,
    Math.sqrt(32),
    -Math.sqrt(32),
    Math.nextUp(Math.sqrt(32)),
    -37.5,
    -38.6,
    -64,
    -1e154,
    -1e160,
    8.3
  };

  /** The elementwise functions. */
  enum Function {
    EXP,
    LOG,
    NORMAL_CDF,
    LOG_NORMAL_CDF;

    void apply(ArrayMath math, double[] source, double[] target) {
      switch (this) {
        case EXP -> math.exp(source, target);
        case LOG -> math.log(source, target);
        case NORMAL_CDF -> math.normalCdf(source, target);
        case LOG_NORMAL_CDF -> math.logNormalCdf(source, target);
      }
    }
  }

  private final ArrayMath vectors = new VectorArrayMath();

  @Test
  void isTheBestWhereTheModuleIs() {
    assertInstanceOf(VectorArrayMath.class, ArrayMath.best());
  }

  @ParameterizedTest
  @EnumSource
  void arraysOfEveryLengthHaveTheBitsOfThePlainOnes(Function function) {
    for (int length = 0; length < 70; length++) {
      assertSameBits(function, uniform(length, 6, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitsHaveTheBitsOfThePlainOnesInEveryLane(Function function) {
    for (int shift = 0; shift < 8; shift++) {
      double[] source = new double[LIMITS.length + shift];
      Arrays.fill(source, 0.3);
      System.arraycopy(LIMITS, 0, source, shift, LIMITS.length);
      assertSameBits(function, source);
    }
  }

  static Stream<double[]> dense() {
    SplittableRandom random = new SplittableRandom(7);
    double[] bits = new double[200_001];
    Arrays.setAll(bits, _ -> Double.longBitsToDouble(random.nextLong()));
    double[] ordered = new double[200_001];
    Arrays.setAll(ordered, i -> -40 + i * 2.5e-4);
    return Stream.of(
        bits,
        ordered,
        uniform(100_003, 1e-3, 1),
        uniform(100_003, 1, 2),
        uniform(100_003, 40, 3),
        uniform(100_003, 760, 4));
  }

  @ParameterizedTest
  @MethodSource("dense")
  void manyArgumentsHaveTheBitsOfThePlainOnes(double[] source) {
    for (Function function : Function.values()) {
      assertSameBits(function, source);
    }
  }

  private void assertSameBits(Function function, double[] source) {
    double[] expected = new double[source.length];
    double[] actual = new double[source.length];
    double[] inPlace = source.clone();
    function.apply(ArrayMath.scalar(), source, expected);
    function.apply(vectors, source, actual);
    function.apply(vectors, inPlace, inPlace);
    for (int i = 0; i < source.length; i++) {
      double argument = source[i];
      assertEquals(
          Double.doubleToLongBits(expected[i]),
          Double.doubleToLongBits(actual[i]),
          () -> function + " of " + argument);
    }
    assertArrayEquals(actual, inPlace);
  }

  @Test
  void sumsOfExponentialsHaveTheBitsOfThePlainOnes() {
    double[] values = uniform(300, 30, 5);
    for (int from = 0; from < 20; from++) {
      for (int to = from; to <= 300; to += to < 90 ? 1 : 30) {
        assertEquals(
            ArrayMath.scalar().logSumExp(values, from, to), vectors.logSumExp(values, from, to));
      }
    }
    for (double limit : LIMITS) {
      for (int at : new int[] {0, 20, 39}) {
        double[] withLimit = uniform(40, 3, 6);
        withLimit[at] = limit;
        assertEquals(
            ArrayMath.scalar().logSumExp(withLimit, 0, 40), vectors.logSumExp(withLimit, 0, 40));
      }
    }
    double[] nothing = new double[40];
    Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
    assertEquals(Double.NEGATIVE_INFINITY, vectors.logSumExp(nothing, 0, 40));
    assertThrows(IndexOutOfBoundsException.class, () -> vectors.logSumExp(values, 3, 301));
  }

  @Test
  void distancesHaveTheBitsOfThePlainOnes() {
    for (int n : new int[] {0, 1, 15, 16, 17, 31, 64, 65, 333}) {
      for (int d : new int[] {0, 1, 2, 7}) {
        double[] expected = new double[n];
        double[] actual = new double[n];
        Arrays.fill(actual, Double.NaN);
        double[] points = uniform(n * d, 3, n);
        double[] point = uniform(d, 3, 1);
        double[] weights = uniform(d, 1, 2);
        ArrayMath.scalar().weightedSquaredDistances(point, points, weights, expected);
        vectors.weightedSquaredDistances(point, points, weights, actual);
        assertArrayEquals(expected, actual, 0.0);
      }
    }
  }

  @Test
  void wrongLengthsAreRefused() {
    double[] twenty = new double[20];
    double[] thirty = new double[30];
    for (Function function : Function.values()) {
      assertThrows(IllegalArgumentException.class, () -> function.apply(vectors, twenty, thirty));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> vectors.weightedSquaredDistances(new double[2], thirty, new double[2], twenty));
  }

  private static double[] uniform(int count, double largest, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    Arrays.setAll(values, _ -> largest * (2 * random.nextDouble() - 1));
    return values;
  }
}

package dev.luthier.strategy.quasirandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ScrambledSobolTest {
  private static final int TABULATED = DirectionNumbers.TABULATED;

  /** Standard deviation of a uniform number. */
  private static final double SIGMA = Math.sqrt(1.0 / 12);

  @Test
  void everyBlockOfEveryDimensionHasOnePointInEachCell() {
    ScrambledSobol sequence = new ScrambledSobol(TABULATED, 42);
    for (int j = 0; j < TABULATED; j++) {
      int dimension = j;
      for (int m = 1; m <= 10; m++) {
        requireOneInEachCell(n -> sequence.coordinate(dimension, n), 0, m);
      }
    }
  }

  /** Later blocks, and the points n + k·2³² that stand in for forbidden ones. */
  @Test
  void blocksFarOutHaveOnePointInEachCellToo() {
    ScrambledSobol sequence = new ScrambledSobol(20, 43);
    for (int j = 0; j < 20; j++) {
      int dimension = j;
      for (long first : new long[] {1 << 10, 7 << 10, 1L << 32, (3L << 32) + (5 << 10)}) {
        requireOneInEachCell(n -> sequence.coordinate(dimension, n), first, 10);
      }
    }
  }

  /**
   * A pair of dimensions whose polynomials have degrees s and s' is a (t, 2)-sequence with t = (s −
   * 1) + (s' − 1) (Sobol 1967; the first dimension counts as degree one): boxes of volume 2^(t−m)
   * hold exactly 2^t of 2^m points.
   */
  @Test
  void pairsOfDimensionsFillElementaryIntervalsEvenly() {
    int m = 10;
    ScrambledSobol sequence = new ScrambledSobol(8, 44);
    List<long[]> table = DirectionNumbers.table(8);
    for (int i = 0; i < 8; i++) {
      for (int j = i + 1; j < 8; j++) {
        int t = degree(table, i) - 1 + degree(table, j) - 1;
        for (int a = 0; a <= m - t; a++) {
          int[] counts = boxes(sequence, new int[] {i, j}, new int[] {a, m - t - a}, m);
          assertTrue(
              Arrays.stream(counts).allMatch(count -> count == 1 << t),
              "dimensions " + i + ", " + j + ", cut 2^" + a + " by 2^" + (m - t - a));
        }
      }
    }
  }

  /** Monte Carlo's error is known exactly: σ/√n. */
  @Test
  void integratesASmoothFunctionFarBetterThanMonteCarlo() {
    int d = 6;
    int n = 1 << 12;
    int seeds = 20;
    double squares = 0;
    for (int seed = 0; seed < seeds; seed++) {
      ScrambledSobol sequence = new ScrambledSobol(d, seed);
      double sum = 0;
      for (int p = 0; p < n; p++) {
        double product = 1;
        for (int j = 0; j < d; j++) {
          product *= 1 + (sequence.coordinate(j, p) - 0.5);
        }
        sum += product;
      }
      squares += Math.pow(sum / n - 1, 2);
    }
    double variance = Math.pow(1 + 1.0 / 12, d) - 1;
    double monteCarlo = Math.sqrt(variance / n);
    double sobol = Math.sqrt(squares / seeds);
    assertTrue(sobol < monteCarlo / 20, "error " + sobol + ", Monte Carlo " + monteCarlo);
  }

  @Test
  void everyPointIsUniformOverSeeds() {
    ScrambledSobol[] bySeed = sequences(4_000, 1_501);
    int seeds = bySeed.length;
    for (int j : new int[] {0, 1, 2, 7, 50, 999, 1_000, 1_500}) {
      for (long n : new long[] {0, 1, 2, 1_000, 1L << 32}) {
        int dimension = j;
        double[] u = Arrays.stream(bySeed).mapToDouble(s -> s.coordinate(dimension, n)).toArray();
        String where = "dimension " + j + ", point " + n;
        assertEquals(0.5, Arrays.stream(u).average().orElseThrow(), 5 * error(seeds, SIGMA), where);
        double variance = Arrays.stream(u).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
        // The variance of (u − 1/2)² is 1/80 − 1/144 = 1/180.
        assertEquals(1.0 / 12, variance, 5 * error(seeds, Math.sqrt(1.0 / 180)), where);
      }
    }
  }

  @Test
  void coordinatesOfOnePointAreIndependentOverSeeds() {
    ScrambledSobol[] bySeed = sequences(4_000, 1_002);
    for (int j : new int[] {1, 2, 999, 1_000, 1_001}) {
      double sum = 0;
      for (ScrambledSobol s : bySeed) {
        sum += (s.coordinate(j - 1, 3) - 0.5) * (s.coordinate(j, 3) - 0.5);
      }
      double mean = sum / bySeed.length;
      assertEquals(0, mean, 5 * error(bySeed.length, 1.0 / 12), "dimensions " + j + " and before");
    }
  }

  @Test
  void anotherSeedIsAnotherScrambling() {
    ScrambledSobol[] bySeed = sequences(2, 4);
    for (int n = 0; n < 8; n++) {
      assertNotEquals(bySeed[0].coordinate(3, n), bySeed[1].coordinate(3, n));
    }
  }

  /** The lowest of the 53 digits is a fair coin in every kind of dimension. */
  @Test
  void coordinatesUseAllDigitsOfADouble() {
    int points = 4_096;
    ScrambledSobol sequence = new ScrambledSobol(1_001, 7);
    for (int j : new int[] {0, 1, 500, 1_000}) {
      int ones = 0;
      for (int n = 0; n < points; n++) {
        ones += (int) ((long) (sequence.coordinate(j, n) * 0x1p53) & 1);
      }
      assertEquals(points / 2.0, ones, 5 * Math.sqrt(points / 4.0), "dimension " + j);
    }
  }

  /** Owen's defining property, on random pairs that agree in exactly k digits. */
  @Test
  void scramblingKeepsTheLengthOfCommonPrefixes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_000; i++) {
      long key = random.nextLong();
      long a = random.nextLong() >>> 11;
      int k = random.nextInt(32);
      long b = a ^ (1L << 52 | random.nextLong() >>> 12) >>> k;
      long difference = OwenScrambling.scramble(a, key) ^ OwenScrambling.scramble(b, key);
      assertEquals(k, Long.numberOfLeadingZeros(difference) - 11);
    }
  }

  /** Not one shift for all points: a digit's flip is a fair coin for each prefix before it. */
  @Test
  void flipsDependOnTheDigitsBefore() {
    SplittableRandom random = new SplittableRandom(6);
    int pairs = 4_000;
    for (int k : new int[] {1, 5, 31, 32, 52}) {
      int different = 0;
      for (int i = 0; i < pairs; i++) {
        long key = random.nextLong();
        long a = random.nextLong() >>> 11;
        long b = a ^ 1L << (53 - Math.min(k, 32));
        long flips = (a ^ OwenScrambling.scramble(a, key)) ^ (b ^ OwenScrambling.scramble(b, key));
        different += (int) (flips >>> (52 - k) & 1);
      }
      assertEquals(pairs / 2.0, different, 5 * Math.sqrt(pairs / 4.0), "digit " + k);
    }
  }

  /** Studies that earlier versions began must go on as they began. */
  @Test
  void pointsOfASeedNeverChange() {
    ScrambledSobol sequence = new ScrambledSobol(1_001, 1);
    assertEquals(0.8069263884733356, sequence.coordinate(0, 0));
    assertEquals(0.5583687374325467, sequence.coordinate(9, 1_000));
    assertEquals(0.2809323982700992, sequence.coordinate(999, (1L << 32) + 5));
    assertEquals(0.8147346104465815, sequence.coordinate(1_000, 5));
  }

  /**
   * Dimensions without a table entry: uniform along the sequence, not correlated with their
   * neighbour.
   */
  @Test
  void dimensionsBeyondTheTableAreRandom() {
    int points = 10_000;
    ScrambledSobol sequence = new ScrambledSobol(1_002, 9);
    double sum = 0;
    double products = 0;
    for (int n = 0; n < points; n++) {
      double u = sequence.coordinate(1_000, n);
      sum += u;
      products += (u - 0.5) * (sequence.coordinate(1_001, n) - 0.5);
    }
    assertEquals(0.5, sum / points, 5 * error(points, SIGMA));
    assertEquals(0, products / points, 5 * error(points, 1.0 / 12));
  }

  private static void requireOneInEachCell(LongToDoubleFunction coordinate, long first, int m) {
    boolean[] hit = new boolean[1 << m];
    for (long n = first; n < first + (1 << m); n++) {
      int cell = (int) (coordinate.applyAsDouble(n) * (1 << m));
      assertTrue(!hit[cell], "point " + n + " of 2^" + m + " falls into a cell that is taken");
      hit[cell] = true;
    }
  }

  private static int[] boxes(ScrambledSobol sequence, int[] dimensions, int[] cuts, int m) {
    int[] counts = new int[1 << (cuts[0] + cuts[1])];
    for (int n = 0; n < 1 << m; n++) {
      int x = (int) (sequence.coordinate(dimensions[0], n) * (1 << cuts[0]));
      int y = (int) (sequence.coordinate(dimensions[1], n) * (1 << cuts[1]));
      counts[x << cuts[1] | y]++;
    }
    return counts;
  }

  private static int degree(List<long[]> table, int dimension) {
    return dimension == 0 ? 1 : (int) table.get(dimension - 1)[1];
  }

  /** Of seeds 0, 1, 2, …, which differ as little as those that users write. */
  private static ScrambledSobol[] sequences(int seeds, int dimensions) {
    var directions = DirectionNumbers.load(Math.min(dimensions, DirectionNumbers.TABULATED));
    ScrambledSobol[] sequences = new ScrambledSobol[seeds];
    Arrays.setAll(sequences, seed -> new ScrambledSobol(directions, dimensions, seed));
    return sequences;
  }

  private static double error(int n, double sigma) {
    return sigma / Math.sqrt(n);
  }
}

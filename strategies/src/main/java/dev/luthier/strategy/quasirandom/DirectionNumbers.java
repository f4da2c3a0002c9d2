package dev.luthier.strategy.quasirandom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The generating matrices of Sobol's sequence: column k of dimension j is V_jk, whose binary digits
 * after the point are the matrix's. Extended to 53 columns of 53 digits, the precision of a {@code
 * double}. Immutable.
 *
 * <table>
 *   <caption>Notation, as in Joe and Kuo (2008)</caption>
 *   <tr><td>s</td><td>degree of the dimension's primitive polynomial</td></tr>
 *   <tr><td>a</td><td>its inner coefficients a_1 … a_(s−1), as one binary number</td></tr>
 *   <tr><td>m_k</td><td>V_k · 2^k, odd and less than 2^k; given for k ≤ s</td></tr>
 *   <tr><td>v[k−1]</td><td>V_k · 2⁵³</td></tr>
 * </table>
 */
final class DirectionNumbers {
  /** Dimensions that the table describes, the first included, which needs no entry. */
  static final int TABULATED = 1_000;

  static final int DIGITS = 53;

  private static final String TABLE = "new-joe-kuo-6.1000.txt";

  private final List<long[]> columns;

  private DirectionNumbers(List<long[]> columns) {
    this.columns = columns;
  }

  /** Of the first {@code dimensions} dimensions; reads no more of the table than that. */
  static DirectionNumbers load(int dimensions) {
    List<long[]> columns = new ArrayList<>();
    columns.add(vanDerCorput());
    for (long[] row : table(dimensions)) {
      columns.add(extend(row));
    }
    return new DirectionNumbers(columns);
  }

  /**
   * Unscrambled coordinate of a point, times 2⁵³: the sum over GF(2) of the columns that the
   * point's bits select.
   */
  long digits(int dimension, long point) {
    long[] v = columns.get(dimension);
    long sum = 0;
    for (long bits = point; bits != 0; bits &= bits - 1) {
      sum ^= v[Long.numberOfTrailingZeros(bits)];
    }
    return sum;
  }

  /** V_jk · 2⁵³ for k from 0 on. */
  long column(int dimension, int k) {
    return columns.get(dimension)[k];
  }

  /** Rows d, s, a, m_1 … m_s for d = 2 … dimensions. */
  static List<long[]> table(int dimensions) {
    try (InputStream resource = DirectionNumbers.class.getResourceAsStream(TABLE)) {
      if (resource == null) {
        throw new IllegalStateException(TABLE + " is missing from the strategies' jar");
      }
      var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII));
      return lines
          .lines()
          .skip(1)
          .limit(Math.max(0, dimensions - 1))
          .map(row -> Arrays.stream(row.split("\\s+", -1)).mapToLong(Long::parseLong).toArray())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The first dimension: the identity matrix, which mirrors the point's bits about the binary
   * point.
   */
  private static long[] vanDerCorput() {
    long[] v = new long[DIGITS];
    Arrays.setAll(v, k -> 1L << (DIGITS - 1 - k));
    return v;
  }

  /** Equation (3) of Joe and Kuo, multiplied by 2^(53−k). */
  private static long[] extend(long[] row) {
    int s = Math.toIntExact(row[1]);
    long a = row[2];
    long[] v = new long[DIGITS];
    for (int k = 0; k < s; k++) {
      v[k] = row[3 + k] << (DIGITS - 1 - k);
    }
    for (int k = s; k < DIGITS; k++) {
      v[k] = v[k - s] ^ v[k - s] >>> s;
      for (int i = 1; i < s; i++) {
        if ((a >>> (s - 1 - i) & 1) == 1) {
          v[k] ^= v[k - i];
        }
      }
    }
    return v;
  }
}

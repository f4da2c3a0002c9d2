package dev.luthier.testkit;

import static dev.luthier.testkit.Accuracy.tolerance;

import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.testkit.TwinSessions.Operand;
import dev.luthier.testkit.TwinSessions.Part;

/**
 * Random products, solves and sums, each held to the bound of its kind, n ε times
 *
 * <pre>
 *   products    |α| k max|A| max|B| + |β| max|C|       (Higham 2002, §3.5)
 *   solves      growth of L² times ‖X‖∞                (§8.1; squared where blocks are inverted)
 *   sums        Σ |terms|                              (§4.2)
 *   the rest    0
 * </pre>
 */
final class RandomDense {

  private final RandomOperands choice;
  private final TwinSessions twins;

  RandomDense(RandomOperands choice) {
    this.choice = choice;
    this.twins = choice.twins;
  }

  void gemm() {
    Transpose left = choice.oneOf(Transpose.values());
    Transpose right = choice.oneOf(Transpose.values());
    int m = choice.size();
    int n = choice.size();
    int k = choice.size();
    Operand a = left == Transpose.NONE ? choice.choose(m, k) : choice.choose(k, m);
    Operand b = right == Transpose.NONE ? choice.choose(k, n) : choice.choose(n, k);
    Operand c = choice.choose(m, n, a, b);
    double alpha = choice.scalar();
    double beta = choice.scalar();
    choice.ready(a, Part.ALL);
    choice.ready(b, Part.ALL);
    choice.readyOutput(c, Part.ALL, beta);
    choice.log("gemm " + alpha + ", " + left + " " + a + ", " + right + " " + b);
    choice.log("     " + beta + ", " + c);
    double product = Math.abs(alpha) * k * a.largest(Part.ALL) * b.largest(Part.ALL);
    twins.run(
        (session, at) ->
            session.gemm(alpha, at.apply(a), left, at.apply(b), right, beta, at.apply(c)),
        c,
        Part.ALL,
        tolerance(k + 2, product + scaled(beta, c, Part.ALL)));
  }

  void syrk() {
    Transpose transpose = choice.oneOf(Transpose.values());
    int n = choice.size();
    int k = choice.size();
    Operand a = transpose == Transpose.NONE ? choice.choose(n, k) : choice.choose(k, n);
    Operand c = choice.choose(n, n, a);
    double alpha = choice.scalar();
    double beta = choice.scalar();
    choice.ready(a, Part.ALL);
    choice.readyOutput(c, Part.LOWER, beta);
    choice.log("syrk " + alpha + ", " + transpose + " " + a + ", " + beta + ", " + c);
    double product = Math.abs(alpha) * k * Math.pow(a.largest(Part.ALL), 2);
    twins.run(
        (session, at) -> session.syrk(alpha, at.apply(a), transpose, beta, at.apply(c)),
        c,
        Part.LOWER,
        tolerance(k + 2, product + scaled(beta, c, Part.LOWER)));
  }

  void symmetricMultiply() {
    int n = choice.size();
    int m = choice.size();
    Operand s = choice.choose(n, n);
    Operand b = choice.choose(n, m);
    Operand c = choice.choose(n, m, s, b);
    double alpha = choice.scalar();
    double beta = choice.scalar();
    choice.ready(b, Part.ALL);
    choice.ready(s, Part.LOWER);
    choice.ready(b, Part.ALL); // S and B may overlap, and new elements of S have NaN beside them.
    choice.readyOutput(c, Part.ALL, beta);
    choice.log("symmetricMultiply " + alpha + ", " + s + ", " + b + ", " + beta + ", " + c);
    double product = Math.abs(alpha) * n * s.largest(Part.LOWER) * b.largest(Part.ALL);
    twins.run(
        (session, at) ->
            session.symmetricMultiply(alpha, at.apply(s), at.apply(b), beta, at.apply(c)),
        c,
        Part.ALL,
        tolerance(n + 2, product + scaled(beta, c, Part.ALL)));
  }

  /** β C, 0 where β is and C is not read. */
  private static double scaled(double beta, Operand c, Part part) {
    return beta == 0 ? 0 : Math.abs(beta) * c.largest(part);
  }

  void solveTriangular() {
    TriangularSystem system = choice.oneOf(TriangularSystem.values());
    int n = choice.size();
    int m = choice.size();
    boolean left = system == TriangularSystem.LEFT || system == TriangularSystem.LEFT_TRANSPOSED;
    Operand l = choice.choose(n, n);
    Operand b = left ? choice.choose(n, m, l) : choice.choose(m, n, l);
    choice.ready(b, Part.ALL);
    double growth = choice.readyFactor(l);
    choice.log("solveTriangular " + system + ", " + l + ", " + b);
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      smallest = Math.min(smallest, l.get(i, i));
    }
    // ‖X‖∞ ≤ ‖L⁻¹‖∞ ‖B‖∞, and ‖L⁻¹‖∞ is at most the growth over the smallest element of |L| e
    double solution = n == 0 ? 0 : growth / smallest * b.largest(Part.ALL);
    twins.run(
        (session, at) -> session.solveTriangular(system, at.apply(l), at.apply(b)),
        b,
        Part.ALL,
        tolerance(n + 2, growth * growth * solution));
  }

  void scaleColumns() {
    Operand scales = choice.choose(choice.size(), 1);
    Operand a = choice.choose(choice.size(), scales.rows(), scales);
    choice.ready(scales, Part.ALL);
    choice.ready(a, Part.ALL);
    choice.log("scaleColumns " + a + " by " + scales);
    twins.run((session, at) -> session.scaleColumns(at.apply(a), at.apply(scales)), a, Part.ALL, 0);
  }

  void addToDiagonal() {
    int n = choice.size();
    Operand a = choice.choose(n, n);
    double value = choice.scalar();
    choice.ready(a, Part.LOWER);
    choice.log("addToDiagonal " + value + " to " + a);
    twins.run((session, at) -> session.addToDiagonal(at.apply(a), value), a, Part.ALL, 0);
  }

  void logDiagSum() {
    int n = choice.size();
    Operand a = choice.choose(n, n);
    Operand out = choice.choose(1, 1, a);
    choice.readyFactor(a);
    choice.log("logDiagSum " + a + " to " + out);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.abs(Math.log(a.get(i, i)));
    }
    twins.run(
        (session, at) -> session.logDiagSum(at.apply(a), at.apply(out)),
        out,
        Part.ALL,
        tolerance(n + 2, sum));
  }

  void dot() {
    Operand a = choice.choose(choice.size(), choice.size());
    Operand b = choice.choose(a.rows(), a.cols());
    Operand out = choice.choose(a.cols(), 1, a, b);
    choice.ready(a, Part.ALL);
    choice.ready(b, Part.ALL);
    choice.log("dot " + a + ", " + b + " to " + out);
    double product = a.rows() * a.largest(Part.ALL) * b.largest(Part.ALL);
    twins.run(
        (session, at) -> session.dot(at.apply(a), at.apply(b), at.apply(out)),
        out,
        Part.ALL,
        tolerance(a.rows() + 2, product));
  }

  void columnSquaredNorms() {
    Operand a = choice.choose(choice.size(), choice.size());
    Operand out = choice.choose(a.cols(), 1, a);
    choice.ready(a, Part.ALL);
    choice.log("columnSquaredNorms " + a + " to " + out);
    double product = a.rows() * Math.pow(a.largest(Part.ALL), 2);
    twins.run(
        (session, at) -> session.columnSquaredNorms(at.apply(a), at.apply(out)),
        out,
        Part.ALL,
        tolerance(a.rows() + 2, product));
  }

  void diagonal() {
    int n = choice.size();
    Operand a = choice.choose(n, n);
    Operand out = choice.choose(n, 1, a);
    choice.log("diagonal " + a + " to " + out);
    twins.run((session, at) -> session.diagonal(at.apply(a), at.apply(out)), out, Part.ALL, 0);
  }

  void copy() {
    Operand source = choice.choose(choice.size(), choice.size());
    Operand target = choice.choose(source.rows(), source.cols(), source);
    choice.log("copy " + source + " to " + target);
    twins.run(
        (session, at) -> session.copy(at.apply(source), at.apply(target)), target, Part.ALL, 0);
  }

  void fill() {
    Operand target = choice.choose(choice.size(), choice.size());
    double value = choice.scalar();
    choice.log("fill " + value + " into " + target);
    twins.run((session, at) -> session.fill(at.apply(target), value), target, Part.ALL, 0);
  }

  /** A download with a gap between columns, which must stay as it is. */
  void download() {
    Operand source = choice.choose(choice.size(), choice.size());
    int offset = choice.random.nextInt(4);
    int leadingDimension = Math.max(1, source.rows()) + choice.random.nextInt(3);
    choice.log("download offset " + offset + ", leading dimension " + leadingDimension);
    choice.log("         of " + source);
    double[] expected = new double[offset + leadingDimension * source.cols()];
    for (int j = 0; j < source.cols(); j++) {
      for (int i = 0; i < source.rows(); i++) {
        expected[offset + i + j * leadingDimension] = source.get(i, j);
      }
    }
    double[] actual = new double[expected.length];
    twins.askTested(
        (session, at) -> {
          session.download(at.apply(source), actual, offset, leadingDimension);
          return true;
        });
    TwinSessions.requireSame(expected, actual, "download");
  }
}

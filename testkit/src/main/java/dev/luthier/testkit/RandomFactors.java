package dev.luthier.testkit;

import static dev.luthier.testkit.Accuracy.tolerance;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.testkit.TwinSessions.Operand;
import dev.luthier.testkit.TwinSessions.Output;
import dev.luthier.testkit.TwinSessions.Part;
import java.util.List;

/**
 * Random factorizations of matrices that chains left behind, made well-conditioned where they are
 * not, each held to its bound, n ε times
 *
 * <pre>
 *   Cholesky          growth of A times √‖A‖∞         (Higham 2002, §10.1)
 *   inverses          growth of L², or ⁴, times ‖L⁻¹‖∞ or its square   (§14.2)
 *   update            as Cholesky, with κ(L Lᵀ) ≤ growth²
 *   eigenvalues       ‖A‖∞                            (Weyl)
 *   eigenvectors      by residual: signs and bases of repeated values are free
 * </pre>
 */
final class RandomFactors {

  /** Jacobi's method in the reference takes 26 ms at 90. */
  private static final int LARGEST_EIGEN = 24;

  private final RandomOperands choice;
  private final TwinSessions twins;

  RandomFactors(RandomOperands choice) {
    this.choice = choice;
    this.twins = choice.twins;
  }

  void cholesky() {
    int n = choice.size();
    Operand a = choice.choose(n, n);
    cholesky(a, choice.readyDefinite(a));
  }

  /** Of a matrix whose growth is known. */
  void cholesky(Operand a, double growth) {
    choice.log("choleskyInPlace " + a);
    double bound = tolerance(a.rows() + 2, growth * Math.sqrt(RandomOperands.largestRowSum(a)));
    CholeskyOutcome outcome = twins.ask((session, at) -> session.choleskyInPlace(at.apply(a)));
    if (outcome instanceof CholeskyOutcome.NotDefinite) {
      throw new AssertionError("a definite matrix was found to be " + outcome);
    }
    twins.compare(List.of(new Output(a, Part.LOWER, bound)));
  }

  /** A pivot that is negative: both tell which, and the lower triangle is unspecified. */
  void choleskyOfIndefinite() {
    int n = 1 + choice.random.nextInt(choice.largestSize());
    Operand a = choice.choose(n, n);
    choice.readyDefinite(a);
    int pivot = choice.random.nextInt(n);
    Operand element = new Operand(a.root(), a.row() + pivot, a.col() + pivot, 1, 1);
    choice.fill(element, HostMatrix.filled(1, 1, -1));
    choice.log("choleskyInPlace " + a + ", negative at " + pivot);
    CholeskyOutcome outcome = twins.ask((session, at) -> session.choleskyInPlace(at.apply(a)));
    if (!outcome.equals(new CholeskyOutcome.NotDefinite(pivot))) {
      throw new AssertionError("a pivot of −1 at " + pivot + " was answered by " + outcome);
    }
    twins.compareUnspecified(a);
    choice.renew(a, Part.LOWER);
  }

  void inverseFromCholesky() {
    int n = choice.size();
    Operand l = choice.choose(n, n);
    Operand out = choice.choose(n, n, l);
    double growth = choice.readyFactor(l);
    choice.readyOutput(out, Part.LOWER, 0);
    choice.log("inverseFromCholesky " + l + " to " + out);
    double inverse = growth / smallestDiagonal(l);
    double bound = tolerance(n + 2, n * growth * growth * inverse * inverse);
    twins.run((session, at) -> session.inverseFromCholesky(at.apply(l), at.apply(out)));
    Output unspecifiedAbove = new Output(out, Part.ALL, Double.NaN);
    twins.compare(List.of(new Output(out, Part.LOWER, bound), unspecifiedAbove));
  }

  void invertTriangular() {
    int n = choice.size();
    Operand l = choice.choose(n, n);
    Operand out = choice.choose(n, n, l);
    double growth = choice.readyFactor(l);
    choice.readyOutput(out, Part.LOWER, 0);
    choice.log("invertTriangular " + l + " to " + out);
    twins.run(
        (session, at) -> session.invertTriangular(at.apply(l), at.apply(out)),
        out,
        Part.LOWER,
        tolerance(n + 2, growth * growth / smallestDiagonal(l)));
  }

  private static double smallestDiagonal(Operand l) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < l.rows(); i++) {
      smallest = Math.min(smallest, l.get(i, i));
    }
    return smallest;
  }

  /** For α &lt; 0 a quarter at most is taken away: |α| ‖L⁻¹ v‖² ≤ ¼. */
  void rankOneUpdate() {
    int n = choice.size();
    Operand l = choice.choose(n, n);
    Operand v = choice.choose(n, 1, l);
    choice.ready(v, Part.ALL, 2);
    double growth = choice.readyFactor(l);
    double solved = n == 0 ? 1 : growth / smallestDiagonal(l) * v.largest(Part.ALL);
    double downdate = -0.25 / Math.max(1, n * solved * solved);
    double alpha = choice.chance(0.3) ? downdate : Math.abs(choice.scalar());
    choice.log("rankOneUpdate " + l + " by " + alpha + ", " + v);
    double largest = l.largest(Part.LOWER) + Math.sqrt(Math.abs(alpha)) * v.largest(Part.ALL);
    CholeskyOutcome outcome =
        twins.ask((session, at) -> session.rankOneUpdate(at.apply(l), alpha, at.apply(v)));
    if (outcome instanceof CholeskyOutcome.NotDefinite) {
      throw new AssertionError("a definite update was found to be " + outcome);
    }
    double conditioned = growth * growth * (1 + Math.abs(alpha) * n * solved * solved);
    twins.compare(List.of(new Output(l, Part.LOWER, tolerance(n + 2, conditioned * n * largest))));
  }

  /**
   * Where the two choose other pivots, two residuals were nearly the same; then the factor is held
   * against A by what it leaves of the diagonal, and not against the reference's.
   */
  void pivotedCholesky() {
    int n = choice.size();
    Operand a = choice.choose(n, n);
    Operand l = choice.choose(n, choice.size(n), a);
    double growth = choice.readyDefinite(a);
    double tolerance = choice.oneOf(new Double[] {0.0, 1e-12, 0.3});
    choice.log("pivotedCholesky " + a + ", " + tolerance + " to " + l);
    PivotedCholeskyOutcome expected =
        twins.askReference(
            (session, at) -> session.pivotedCholesky(at.apply(a), tolerance, at.apply(l)));
    PivotedCholeskyOutcome actual =
        twins.askTested(
            (session, at) -> session.pivotedCholesky(at.apply(a), tolerance, at.apply(l)));
    double norm = RandomOperands.largestRowSum(a);
    boolean samePivots = expected.pivots().equals(actual.pivots());
    double bound = samePivots ? tolerance(n + 2, growth * Math.sqrt(norm)) : norm + 1;
    twins.compare(List.of(new Output(l, Part.ALL, bound)));
    double left = largestResidual(a, l, actual);
    requireSmall(
        "largestResidual " + actual.largestResidual() + " and the diagonal that is left, " + left,
        actual.largestResidual() - left,
        tolerance(n + 2, norm));
    requireSmall(
        "largestResidual " + actual.largestResidual() + " and the reference's",
        samePivots ? actual.largestResidual() - expected.largestResidual() : 0,
        tolerance(n + 2, norm * growth));
    requireGreedy(a, l, actual, tolerance(n + 2, norm * growth));
  }

  private static double largestResidual(Operand a, Operand l, PivotedCholeskyOutcome outcome) {
    double largest = 0;
    for (int i = 0; i < a.rows(); i++) {
      boolean isLeft = !outcome.pivots().contains(i);
      largest = isLeft ? Math.max(largest, residual(a, l, i, outcome.rank())) : largest;
    }
    return largest;
  }

  /** No other row had a residual larger than the pivot's by more than the bound. */
  private static void requireGreedy(
      Operand a, Operand l, PivotedCholeskyOutcome outcome, double bound) {
    for (int step = 0; step < outcome.rank(); step++) {
      int pivot = outcome.pivots().get(step);
      for (int i = 0; i < a.rows(); i++) {
        double excess = residual(a, l, i, step) - residual(a, l, pivot, step);
        requireSmall("pivot " + step + " is " + pivot, Math.max(0, excess), bound);
      }
    }
  }

  /** Element i of the diagonal of A − L Lᵀ with the first columns of L. */
  private static double residual(Operand a, Operand l, int i, int columns) {
    double residual = a.get(i, i);
    for (int q = 0; q < columns; q++) {
      residual -= l.get(i, q) * l.get(i, q);
    }
    return residual;
  }

  void eigenSymmetric() {
    int n = Math.min(LARGEST_EIGEN, choice.size());
    Operand a = choice.choose(n, n);
    Operand values = choice.choose(n, 1, a);
    Operand vectors = choice.choose(n, n, a, values);
    choice.ready(a, Part.LOWER);
    choice.log("eigenSymmetric " + a + " to " + values + " and " + vectors);
    EigenOutcome outcome =
        twins.ask(
            (session, at) ->
                session.eigenSymmetric(at.apply(a), at.apply(values), at.apply(vectors)));
    if (outcome == EigenOutcome.NOT_CONVERGED) {
      throw new AssertionError("eigenvalues of a finite matrix did not converge");
    }
    double norm = RandomOperands.largestRowSum(a);
    double bound = tolerance(n + 2, norm);
    twins.compare(
        List.of(new Output(values, Part.ALL, bound), new Output(vectors, Part.ALL, 2 + bound)));
    HostMatrix symmetric = a.values(Part.LOWER).symmetric();
    HostMatrix v = vectors.values(Part.ALL);
    HostMatrix scaled = HostMatrix.of(n, n, (i, j) -> v.get(i, j) * values.get(j, 0));
    HostMatrix gram = v.transposed().times(v).minus(HostMatrix.identity(n));
    requireSmall("A V − V Λ", symmetric.times(v).minus(scaled).norm1(), n * bound);
    requireSmall("Vᵀ V − I", gram.norm1(), tolerance(n + 2, n));
  }

  private static void requireSmall(String what, double difference, double bound) {
    if (!(Math.abs(difference) <= bound)) {
      throw new AssertionError(what + ": differs by " + difference + ", more than " + bound);
    }
  }
}

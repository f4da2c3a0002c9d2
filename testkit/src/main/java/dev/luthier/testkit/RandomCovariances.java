package dev.luthier.testkit;

import static dev.luthier.testkit.Accuracy.tolerance;

import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.testkit.TwinSessions.Operand;
import dev.luthier.testkit.TwinSessions.Operation;
import dev.luthier.testkit.TwinSessions.Output;
import dev.luthier.testkit.TwinSessions.Part;
import java.util.List;

/**
 * Random covariances of points that chains left behind. A covariance is judged by ε times the error
 * of a scaled distance times the kernel's size; sums of its derivatives by the number of summands
 * times the sum of their largest absolute values; features by the error of the angle.
 */
final class RandomCovariances {

  /** Further away than this nothing correlates; differences of larger numbers are inexact. */
  private static final double FARTHEST = 8;

  private final RandomOperands choice;
  private final TwinSessions twins;
  private final RandomFactors factors;

  RandomCovariances(RandomOperands choice, RandomFactors factors) {
    this.choice = choice;
    this.twins = choice.twins;
    this.factors = factors;
  }

  private Operand points(int rows, int columns) {
    return choice.choose(rows, columns);
  }

  private int columns() {
    return choice.random.nextInt(Math.min(9, choice.largestSize()));
  }

  /** A matrix of covariances with noise, and for every other its factor, which is then definite. */
  void covariance() {
    int n = choice.size();
    Operand x = points(n, columns());
    Operand noise = choice.choose(n, 1);
    Operand out = choice.choose(n, n, x, noise);
    boolean factored = choice.chance(0.5);
    readyPoints(x);
    choice.fill(noise, HostMatrix.of(n, 1, (_, _) -> choice.between(1, 2)));
    readyPoints(x); // X may overlap the noise.
    choice.readyOutput(out, Part.LOWER, 0);
    RandomKernel random = RandomKernel.over(x.cols(), choice);
    Kernel kernel = random.kernel();
    choice.log("covariance " + kernel + ", " + x + ", " + noise + " to " + out);
    boolean computed =
        computed(
            (session, at) ->
                session.covariance(kernel, at.apply(x), at.apply(noise), at.apply(out)),
            out,
            Part.LOWER,
            value(random, x));
    if (computed && factored) {
      double growth = RandomOperands.largestRowSum(out);
      factors.cholesky(out, growth);
      solveWith(out, growth);
    }
  }

  /** K⁻¹ b by two solves, as a posterior mean. The noise is at least 1, and so is the factor. */
  private void solveWith(Operand l, double growth) {
    Operand b = choice.choose(l.rows(), choice.random.nextInt(4), l);
    choice.ready(b, Part.ALL);
    for (TriangularSystem system :
        List.of(TriangularSystem.LEFT, TriangularSystem.LEFT_TRANSPOSED)) {
      choice.log("solveTriangular " + system + ", " + l + ", " + b);
      double solution = Math.sqrt(l.rows()) * b.largest(Part.ALL);
      twins.run(
          (session, at) -> session.solveTriangular(system, at.apply(l), at.apply(b)),
          b,
          Part.ALL,
          tolerance(l.rows() + 2, l.rows() * growth * solution));
    }
  }

  void crossCovariance() {
    Operand x = points(choice.size(), columns());
    Operand z = points(choice.size(), x.cols());
    Operand out = choice.choose(x.rows(), z.rows(), x, z);
    readyPoints(x);
    readyPoints(z);
    choice.readyOutput(out, Part.ALL, 0);
    RandomKernel random = RandomKernel.over(x.cols(), choice);
    Kernel kernel = random.kernel();
    choice.log("crossCovariance " + kernel + ", " + x + ", " + z + " to " + out);
    computed(
        (session, at) -> session.crossCovariance(kernel, at.apply(x), at.apply(z), at.apply(out)),
        out,
        Part.ALL,
        value(random, x, z));
  }

  void covarianceGradDot() {
    int n = choice.size();
    Operand x = points(n, columns());
    RandomKernel random = RandomKernel.over(x.cols(), choice);
    Kernel kernel = random.kernel();
    Operand w = choice.choose(n, n);
    Operand out = choice.choose(kernel.hyperparameterCount(), 1, x, w);
    choice.ready(w, Part.LOWER);
    readyPoints(x);
    choice.ready(w, Part.LOWER);
    readyPoints(x);
    choice.log("covarianceGradDot " + kernel + ", " + x + ", " + w + " to " + out);
    computed(
        (session, at) -> session.covarianceGradDot(kernel, at.apply(x), at.apply(w), at.apply(out)),
        out,
        Part.ALL,
        n * n * w.largest(Part.LOWER) * (n * n + 1) * value(random, x));
  }

  void covarianceGradInputs() {
    int n = choice.size();
    Operand x = points(n, columns());
    Operand w = choice.choose(n, n);
    Operand out = choice.choose(n, x.cols(), x, w);
    choice.ready(w, Part.LOWER);
    readyPoints(x);
    choice.ready(w, Part.LOWER);
    readyPoints(x);
    RandomKernel random = RandomKernel.over(x.cols(), choice);
    Kernel kernel = random.kernel();
    choice.log("covarianceGradInputs " + kernel + ", " + x + ", " + w + " to " + out);
    computed(
        (session, at) ->
            session.covarianceGradInputs(kernel, at.apply(x), at.apply(w), at.apply(out)),
        out,
        Part.ALL,
        2 * n * w.largest(Part.LOWER) * (n + 1) * slope(random, x));
  }

  void crossCovarianceGradDot() {
    Operand x = points(choice.size(), columns());
    Operand z = points(choice.size(), x.cols());
    Operand w = choice.choose(x.rows(), choice.chance(0.3) ? 1 : z.rows());
    Operand out = choice.choose(z.rows(), z.cols(), x, z, w);
    choice.ready(w, Part.ALL, FARTHEST);
    readyPoints(x);
    readyPoints(z);
    RandomKernel random = RandomKernel.over(x.cols(), choice);
    Kernel kernel = random.kernel();
    choice.log("crossCovarianceGradDot " + kernel + ", " + x + ", " + z);
    choice.log("                       " + w + " to " + out);
    computed(
        (session, at) ->
            session.crossCovarianceGradDot(
                kernel, at.apply(x), at.apply(z), at.apply(w), at.apply(out)),
        out,
        Part.ALL,
        x.rows() * w.largest(Part.ALL) * (x.rows() + 1) * slope(random, x, z));
  }

  void fourierFeatures() {
    Operand frequencies = points(choice.size(), columns());
    Operand phases = choice.choose(frequencies.rows(), 1);
    Operand z = points(choice.size(), frequencies.cols());
    Operand out = choice.choose(frequencies.rows(), z.rows(), frequencies, phases, z);
    readyPoints(frequencies);
    readyPoints(phases);
    readyPoints(z);
    choice.readyOutput(out, Part.ALL, 0);
    choice.log("fourierFeatures " + frequencies + ", " + phases + ", " + z + " to " + out);
    twins.run(
        (session, at) ->
            session.fourierFeatures(
                at.apply(frequencies), at.apply(phases), at.apply(z), at.apply(out)),
        out,
        Part.ALL,
        angleError(frequencies, phases, z));
  }

  void fourierFeaturesGradDot() {
    Operand frequencies = points(choice.size(), columns());
    Operand phases = choice.choose(frequencies.rows(), 1);
    Operand z = points(choice.size(), frequencies.cols());
    Operand w = choice.choose(frequencies.rows(), choice.chance(0.3) ? 1 : z.rows());
    Operand out = choice.choose(z.rows(), z.cols(), frequencies, phases, z, w);
    choice.ready(w, Part.ALL, FARTHEST);
    readyPoints(frequencies);
    readyPoints(phases);
    readyPoints(z);
    choice.log("fourierFeaturesGradDot " + frequencies + ", " + phases + ", " + z);
    choice.log("                       " + w + " to " + out);
    double summand = w.largest(Part.ALL) * frequencies.largest(Part.ALL);
    int n = frequencies.rows();
    twins.run(
        (session, at) ->
            session.fourierFeaturesGradDot(
                at.apply(frequencies), at.apply(phases), at.apply(z), at.apply(w), at.apply(out)),
        out,
        Part.ALL,
        n * summand * (n + 1) * angleError(frequencies, phases, z));
  }

  private void readyPoints(Operand operand) {
    choice.ready(operand, Part.ALL, FARTHEST);
  }

  private static double angleError(Operand frequencies, Operand phases, Operand z) {
    int d = z.cols();
    double angle = d * frequencies.largest(Part.ALL) * z.largest(Part.ALL);
    return tolerance(d + 2, 1 + angle + phases.largest(Part.ALL));
  }

  /** The error of one covariance. */
  private static double value(RandomKernel random, Operand... points) {
    return tolerance(1, random.size() * random.distanceError(largest(points)));
  }

  private static double slope(RandomKernel random, Operand... points) {
    return tolerance(1, random.slope() * random.distanceError(largest(points)));
  }

  private static double largest(Operand... points) {
    double largest = 0;
    for (Operand operand : points) {
      largest = Math.max(largest, operand.largest(Part.ALL));
    }
    return largest;
  }

  /** A backend may decline a kernel, but then it must not have written anything. */
  private boolean computed(
      Operation<CovarianceOutcome> operation, Operand out, Part part, double bound) {
    CovarianceOutcome outcome = twins.askTested(operation);
    return switch (outcome) {
      case CovarianceOutcome.Computed() -> {
        twins.askReference(operation);
        twins.compare(List.of(new Output(out, part, bound)));
        yield true;
      }
      case CovarianceOutcome.Unsupported _ -> {
        twins.compare(List.of(new Output(out, part, 0)));
        yield false;
      }
    };
  }
}

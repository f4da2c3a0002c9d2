package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import dev.luthier.testkit.TwinSessions.Operand;
import dev.luthier.testkit.TwinSessions.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some ten random operations in one session, each on what the ones before it left behind. What is
 * chosen depends on the seed and on the results so far, so that a seed alone reproduces a sequence
 * on the same machine.
 */
final class RandomSequence {

  /** Most sequences are small, where every edge of a loop is; a few cross the blocks of kernels. */
  private static final int SMALL = 20;

  private static final int MEDIUM = 40;
  private static final int LARGE = 96;

  /** As many allocations as a sequence keeps. */
  private static final int MOST_ROOTS = 8;

  private final long seed;
  private final List<String> log = new ArrayList<>();

  RandomSequence(long seed) {
    this.seed = seed;
  }

  /**
   * Runs it on both.
   *
   * @throws AssertionError with the seed and the operations, if the backend fails
   */
  void run(Backend tested, Backend reference) {
    SplittableRandom random = new SplittableRandom(seed);
    try (TwinSessions twins = new TwinSessions(tested, reference)) {
      RandomOperands choice = new RandomOperands(random, twins, log, largestSize());
      List<Runnable> operations = operations(choice);
      int length = 6 + random.nextInt(9);
      for (int step = 0; step < length; step++) {
        while (twins.roots().size() > MOST_ROOTS) {
          release(choice, twins.roots().getFirst());
        }
        operations.get(random.nextInt(operations.size())).run();
      }
      twins.requireNothingElseChanged();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(description(failure), failure);
    }
  }

  private int largestSize() {
    if (seed % 400 == 399) {
      return LARGE;
    }
    return seed % 20 == 19 ? MEDIUM : SMALL;
  }

  private String description(Throwable failure) {
    return "the sequence of seed "
        + seed
        + " (run it alone with -D"
        + RandomOperationsContract.SEED
        + "="
        + seed
        + ") failed at its last operation: "
        + failure
        + "\n  "
        + String.join("\n  ", log);
  }

  private static List<Runnable> operations(RandomOperands choice) {
    RandomDense dense = new RandomDense(choice);
    RandomFactors factors = new RandomFactors(choice);
    RandomCovariances covariances = new RandomCovariances(choice, factors);
    return List.of(
        dense::gemm,
        dense::gemm,
        dense::syrk,
        dense::symmetricMultiply,
        dense::solveTriangular,
        dense::solveTriangular,
        dense::scaleColumns,
        dense::addToDiagonal,
        dense::logDiagSum,
        dense::dot,
        dense::columnSquaredNorms,
        dense::diagonal,
        dense::copy,
        dense::fill,
        dense::download,
        factors::cholesky,
        factors::choleskyOfIndefinite,
        factors::inverseFromCholesky,
        factors::invertTriangular,
        factors::pivotedCholesky,
        factors::rankOneUpdate,
        factors::eigenSymmetric,
        covariances::covariance,
        covariances::crossCovariance,
        covariances::covarianceGradDot,
        covariances::covarianceGradInputs,
        covariances::crossCovarianceGradDot,
        covariances::fourierFeatures,
        covariances::fourierFeaturesGradDot,
        () -> scope(choice),
        () -> adopt(choice));
  }

  private static void release(RandomOperands choice, Root root) {
    choice.log("release " + whole(root));
    choice.twins.release(root);
  }

  private static void scope(RandomOperands choice) {
    boolean close = choice.twins.openScopes() > 0 && choice.chance(0.6);
    choice.log(close ? "close the innermost scope" : "open a scope");
    if (close) {
      choice.twins.closeScope();
    } else {
      choice.twins.openScope();
    }
  }

  private static void adopt(RandomOperands choice) {
    if (choice.twins.roots().isEmpty() || choice.chance(0.5)) {
      HostMatrix values = HostMatrix.random(choice.size(), choice.size(), choice.random);
      Root adopted = choice.twins.adoptFromOthers(values);
      choice.log("adopt " + whole(adopted) + " from another session");
    } else {
      Root root = choice.oneOf(choice.twins.roots());
      choice.log("adopt " + whole(root) + " from the same session");
      choice.twins.adopt(root);
    }
  }

  private static Operand whole(Root root) {
    return new Operand(root, 0, 0, root.rows(), root.cols());
  }
}

package dev.luthier.testkit;

import dev.luthier.testkit.TwinSessions.Operand;
import dev.luthier.testkit.TwinSessions.Part;
import dev.luthier.testkit.TwinSessions.Root;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the operands of random operations among the blocks of what is there, so that results feed
 * inputs, and changes them, by operations, only where an operation could not be judged on them.
 *
 * <pre>
 *   growth of L   ‖M(L)⁻¹ |L| e‖∞ ≥ ‖ |L⁻¹| |L| ‖∞, M(L) with |l(i, i)| and −|l(i, j)|, and the
 *                 same for Lᵀ (Higham 2002, §8.2 and §8.3)
 *   growth of A   ‖A‖∞ / min (a(i, i) − Σ_j |a(i, j)|) ≥ κ∞(A) for a dominant diagonal
 * </pre>
 */
final class RandomOperands {

  /** Around the edges of blocks, where they are small enough. */
  private static final int[] EDGES = {7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65};

  /** Larger elements are replaced before they are used, so that chains of products stay finite. */
  private static final double LARGEST = 1e4;

  /** At a larger growth the bound on errors would say little. */
  private static final double LARGEST_GROWTH = 50;

  final RandomGenerator random;
  final TwinSessions twins;
  private final List<String> log;
  private final int largestSize;

  RandomOperands(RandomGenerator random, TwinSessions twins, List<String> log, int largestSize) {
    this.random = random;
    this.twins = twins;
    this.log = log;
    this.largestSize = largestSize;
  }

  void log(String line) {
    log.add(line);
  }

  int largestSize() {
    return largestSize;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A number of rows or columns: seldom 0, often at an edge. */
  int size() {
    if (chance(0.03)) {
      return 0;
    }
    int edge = EDGES[random.nextInt(EDGES.length)];
    return chance(0.25) && edge <= largestSize ? edge : 1 + random.nextInt(largestSize);
  }

  int size(int atMost) {
    return Math.min(size(), atMost);
  }

  /** α or β: often one of the numbers that implementations treat on their own. */
  double scalar() {
    return chance(0.5) ? oneOf(new Double[] {0.0, 1.0, -1.0}) : between(-1.5, 1.5);
  }

  /** A block of the shape, inside what is there or of a new allocation, apart from others. */
  Operand choose(int rows, int cols, Operand... apart) {
    for (int attempt = 0; attempt < 4 && !twins.roots().isEmpty(); attempt++) {
      Root root = oneOf(twins.roots());
      if (root.rows() >= rows && root.cols() >= cols) {
        int row = random.nextInt(root.rows() - rows + 1);
        int col = random.nextInt(root.cols() - cols + 1);
        Operand found = new Operand(root, row, col, rows, cols);
        if (Arrays.stream(apart).noneMatch(found::overlaps)) {
          return found;
        }
      }
    }
    return chooseNew(rows, cols);
  }

  private Operand chooseNew(int rows, int cols) {
    int margin = chance(0.4) ? 0 : 1 + random.nextInt(5);
    Root root = twins.allocate(rows + margin, cols + margin);
    int row = random.nextInt(margin + 1);
    int col = random.nextInt(margin + 1);
    Operand operand = new Operand(root, row, col, rows, cols);
    log("allocate " + root.rows() + " × " + root.cols() + " for " + operand);
    return operand;
  }

  /** Uploads new elements in [−1, 1], with NaN above the diagonal if only the rest is used. */
  void renew(Operand operand, Part part) {
    fill(operand, HostMatrix.of(operand.rows(), operand.cols(), (i, j) -> element(part, i, j)));
  }

  private double element(Part part, int i, int j) {
    return part.contains(i, j) ? between(-1, 1) : Double.NaN;
  }

  /** Uploads these elements from somewhere in a longer array. */
  void fill(Operand operand, HostMatrix values) {
    int offset = random.nextInt(4);
    int leadingDimension = Math.max(1, operand.rows()) + random.nextInt(3);
    double[] source = new double[offset + leadingDimension * operand.cols()];
    for (int j = 0; j < operand.cols(); j++) {
      for (int i = 0; i < operand.rows(); i++) {
        source[offset + i + j * leadingDimension] = values.get(i, j);
      }
    }
    log("upload offset " + offset + ", leading dimension " + leadingDimension + " to " + operand);
    twins.run(
        (session, at) -> session.upload(source, offset, leadingDimension, at.apply(operand)),
        operand,
        Part.ALL,
        0);
  }

  /** Makes all elements that will be read finite and not too large. */
  void ready(Operand operand, Part part, double largest) {
    if (!(operand.largest(part) <= largest)) {
      renew(operand, part);
    }
  }

  void ready(Operand operand, Part part) {
    ready(operand, part, LARGEST);
  }

  /** An output: with elements that may be used where β ≠ 0, otherwise often with NaN. */
  void readyOutput(Operand operand, Part part, double beta) {
    if (beta != 0) {
      ready(operand, part);
    } else if (chance(0.5)) {
      log("fill NaN into " + operand);
      twins.run((session, at) -> session.fill(at.apply(operand), Double.NaN), operand, Part.ALL, 0);
    }
  }

  /** Makes a square a factor with a positive diagonal, and tells its growth. */
  double readyFactor(Operand l) {
    ready(l, Part.LOWER);
    double growth = growthOfFactor(l);
    if (!(growth <= LARGEST_GROWTH)) {
      addToDiagonal(l, 2 * largestRowSum(l) + 1);
      growth = growthOfFactor(l);
    }
    return growth;
  }

  /** Makes a square positive definite, and tells its growth. */
  double readyDefinite(Operand a) {
    ready(a, Part.LOWER);
    double norm = largestRowSum(a);
    double gap = smallestGap(a);
    if (!(gap > 0 && norm <= LARGEST_GROWTH * gap)) {
      addToDiagonal(a, 1.5 * norm + 1);
    }
    return a.rows() == 0 ? 1 : largestRowSum(a) / smallestGap(a);
  }

  private void addToDiagonal(Operand a, double value) {
    log("addToDiagonal " + value + " to " + a);
    twins.run((session, at) -> session.addToDiagonal(at.apply(a), value), a, Part.ALL, 0);
  }

  /** ‖A‖∞ of the symmetric matrix in the lower triangle. */
  static double largestRowSum(Operand a) {
    double largest = 0;
    for (int i = 0; i < a.rows(); i++) {
      largest = Math.max(largest, Math.abs(a.get(i, i)) + sumBesideDiagonal(a, i));
    }
    return largest;
  }

  private static double smallestGap(Operand a) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < a.rows(); i++) {
      smallest = Math.min(smallest, a.get(i, i) - sumBesideDiagonal(a, i));
    }
    return smallest;
  }

  private static double sumBesideDiagonal(Operand a, int row) {
    double sum = 0;
    for (int j = 0; j < a.rows(); j++) {
      sum += j == row ? 0 : Math.abs(j < row ? a.get(row, j) : a.get(j, row));
    }
    return sum;
  }

  /** Infinite where the diagonal is not positive. */
  static double growthOfFactor(Operand l) {
    int n = l.rows();
    double[] forward = new double[n];
    double growth = 1;
    for (int i = 0; i < n; i++) {
      double sum = Math.abs(l.get(i, i));
      for (int j = 0; j < i; j++) {
        sum += Math.abs(l.get(i, j)) * (1 + forward[j]);
      }
      forward[i] = l.get(i, i) > 0 ? sum / l.get(i, i) : Double.POSITIVE_INFINITY;
      growth = Math.max(growth, forward[i]);
    }
    double[] backward = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = l.get(i, i);
      for (int j = i + 1; j < n; j++) {
        sum += Math.abs(l.get(j, i)) * (1 + backward[j]);
      }
      backward[i] = sum / l.get(i, i);
      growth = Math.max(growth, backward[i]);
    }
    return growth;
  }
}

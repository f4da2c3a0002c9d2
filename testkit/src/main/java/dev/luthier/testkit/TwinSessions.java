package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A session of the backend under test and one of the reference backend, with the same matrices.
 *
 * <p>Every operation runs in both. Afterwards the output is compared, and then the reference takes
 * over the bits of the tested session. So outputs feed inputs for as long as one likes, but both
 * always start from the same bits: errors do not add up, and each operation is judged by its own
 * bound. What an operation must not change has to keep its bits.
 */
final class TwinSessions implements AutoCloseable {

  /** An allocation in both sessions, and the elements that the tested one must have. */
  static final class Root {
    private final Matrix tested;
    private final Matrix reference;
    private final HostMatrix values;
    private final int depth;
    private final int number;

    private Root(Matrix tested, Matrix reference, HostMatrix values, int depth, int number) {
      this.tested = tested;
      this.reference = reference;
      this.values = values;
      this.depth = depth;
      this.number = number;
    }

    int rows() {
      return values.rows();
    }

    int cols() {
      return values.cols();
    }
  }

  /** Which elements an operation reads or writes. */
  enum Part {
    ALL,
    LOWER;

    boolean contains(int row, int col) {
      return this == ALL || row >= col;
    }
  }

  /** A block of a root. */
  record Operand(Root root, int row, int col, int rows, int cols) {

    double get(int i, int j) {
      return root.values.get(row + i, col + j);
    }

    boolean overlaps(Operand other) {
      return root == other.root
          && Math.max(row, other.row) < Math.min(row + rows, other.row + other.rows)
          && Math.max(col, other.col) < Math.min(col + cols, other.col + other.cols);
    }

    /** Largest absolute value, 0 if there is none; not finite if an element is not. */
    double largest(Part part) {
      double largest = 0;
      for (int j = 0; j < cols; j++) {
        for (int i = 0; i < rows; i++) {
          largest = part.contains(i, j) ? Math.max(largest, Math.abs(get(i, j))) : largest;
        }
      }
      return largest;
    }

    /** The elements; above the diagonal 0 if only the lower part counts. */
    HostMatrix values(Part part) {
      return HostMatrix.of(rows, cols, (i, j) -> part.contains(i, j) ? get(i, j) : 0);
    }

    /** Of one of the two allocations, itself where it is all of it. */
    private Matrix of(Matrix matrix) {
      boolean whole = rows == matrix.rows() && cols == matrix.cols();
      return whole ? matrix : matrix.block(row, col, rows, cols);
    }

    @Override
    public String toString() {
      return rows + " × " + cols + " at (" + row + ", " + col + ") of #" + root.number;
    }
  }

  /**
   * What an operation wrote.
   *
   * @param bound on the difference between the two results, the same for all elements; NaN if they
   *     are unspecified
   */
  record Output(Operand operand, Part part, double bound) {
    boolean covers(Root root, int i, int j) {
      int row = i - operand.row;
      int col = j - operand.col;
      return root == operand.root
          && row >= 0
          && row < operand.rows
          && col >= 0
          && col < operand.cols
          && part.contains(row, col);
    }
  }

  /** An operation, to be run in a session with that session's matrices. */
  interface Operation<T> {
    T on(Session session, Function<Operand, Matrix> at);
  }

  /** The same without an answer. */
  interface Command {
    void on(Session session, Function<Operand, Matrix> at);
  }

  private final Backend testedBackend;
  private final Backend referenceBackend;
  private final Session tested;
  private final Session reference;
  private final List<Root> roots = new ArrayList<>();
  private final Deque<Scope> testedScopes = new ArrayDeque<>();
  private final Deque<Scope> referenceScopes = new ArrayDeque<>();
  private int allocations;

  TwinSessions(Backend testedBackend, Backend referenceBackend) {
    this.testedBackend = testedBackend;
    this.referenceBackend = referenceBackend;
    tested = testedBackend.openSession();
    reference = referenceBackend.openSession();
  }

  List<Root> roots() {
    return roots;
  }

  int openScopes() {
    return testedScopes.size();
  }

  /** A new allocation filled with NaN, so that reading what nobody wrote shows. */
  Root allocate(int rows, int cols) {
    return add(tested.allocate(rows, cols), reference.allocate(rows, cols), openScopes(), true);
  }

  void release(Root root) {
    tested.release(root.tested);
    reference.release(root.reference);
    roots.remove(root);
  }

  void openScope() {
    testedScopes.push(tested.scope());
    referenceScopes.push(reference.scope());
  }

  void closeScope() {
    testedScopes.pop().close();
    referenceScopes.pop().close();
    roots.removeIf(root -> root.depth > openScopes());
  }

  /** Lifts a matrix out of its scope, keeping its elements. */
  Root adopt(Root root) {
    roots.remove(root);
    Root kept = add(tested.adopt(root.tested), reference.adopt(root.reference), 0, false);
    requireSame(root.values, kept.values, kept);
    return kept;
  }

  /** A matrix that other sessions of both backends allocate, fill and give away before they end. */
  Root adoptFromOthers(HostMatrix values) {
    try (Session testedGiver = testedBackend.openSession();
        Session referenceGiver = referenceBackend.openSession()) {
      Matrix given = testedGiver.allocate(values.rows(), values.cols());
      Matrix same = referenceGiver.allocate(values.rows(), values.cols());
      testedGiver.upload(values.elements(), given);
      referenceGiver.upload(values.elements(), same);
      Root adopted = add(tested.adopt(given), reference.adopt(same), 0, false);
      requireSame(values, adopted.values, adopted);
      return adopted;
    }
  }

  /** Runs an operation in both and requires the same answer. */
  <T> T ask(Operation<T> operation) {
    T expected = operation.on(reference, operand -> operand.of(operand.root().reference));
    T actual = askTested(operation);
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("answered " + actual + " instead of " + expected);
    }
    return actual;
  }

  <T> T askTested(Operation<T> operation) {
    return operation.on(tested, operand -> operand.of(operand.root().tested));
  }

  <T> T askReference(Operation<T> operation) {
    return operation.on(reference, operand -> operand.of(operand.root().reference));
  }

  /** Runs an operation in both. */
  void run(Command command) {
    command.on(reference, operand -> operand.of(operand.root().reference));
    command.on(tested, operand -> operand.of(operand.root().tested));
  }

  /** Runs an operation with one output in both and compares what it wrote. */
  void run(Command command, Operand out, Part part, double bound) {
    run(command);
    compare(List.of(new Output(out, part, bound)));
  }

  /**
   * Compares what an operation wrote, each element by the first output that has it; the tested bits
   * are what both go on with.
   */
  void compare(List<Output> outputs) {
    for (Root root : outputs.stream().map(output -> output.operand().root()).distinct().toList()) {
      HostMatrix actual = Operands.download(tested, root.tested);
      HostMatrix expected = Operands.download(reference, root.reference);
      for (int j = 0; j < actual.cols(); j++) {
        for (int i = 0; i < actual.rows(); i++) {
          compare(outputs, root, i, j, expected.get(i, j), actual.get(i, j));
          root.values.set(i, j, actual.get(i, j));
        }
      }
      reference.upload(actual.elements(), root.reference);
    }
  }

  /** The same where the lower triangle may be anything, but nothing else may change. */
  void compareUnspecified(Operand lower) {
    compare(List.of(new Output(lower, Part.LOWER, Double.NaN)));
  }

  private static void compare(
      List<Output> outputs, Root root, int i, int j, double expected, double actual) {
    for (Output output : outputs) {
      if (output.covers(root, i, j)) {
        requireClose(output, i, j, expected, actual);
        return;
      }
    }
    if (!same(root.values.get(i, j), actual)) {
      throw new AssertionError(
          "changed ("
              + i
              + ", "
              + j
              + ") of allocation #"
              + root.number
              + ", which is not written, from "
              + root.values.get(i, j)
              + " to "
              + actual);
    }
  }

  private static void requireClose(Output output, int i, int j, double expected, double actual) {
    boolean far = !(Math.abs(expected - actual) <= output.bound());
    if (far && !same(expected, actual) && !Double.isNaN(output.bound())) {
      throw new AssertionError(
          "element ("
              + (i - output.operand().row())
              + ", "
              + (j - output.operand().col())
              + ") of "
              + output.operand()
              + " is "
              + actual
              + ", the reference has "
              + expected
              + ", they may differ by "
              + output.bound());
    }
  }

  /** Nothing was written where nothing should have been, in any matrix. */
  void requireNothingElseChanged() {
    for (Root root : roots) {
      requireSame(root.values, Operands.download(tested, root.tested), root);
    }
  }

  @Override
  public void close() {
    tested.close();
    reference.close();
  }

  private Root add(Matrix inTested, Matrix inReference, int depth, boolean isNew) {
    if (isNew) {
      tested.fill(inTested, Double.NaN);
      reference.fill(inReference, Double.NaN);
    }
    Root root =
        new Root(inTested, inReference, Operands.download(tested, inTested), depth, allocations);
    allocations++;
    roots.add(root);
    return root;
  }

  private static void requireSame(HostMatrix expected, HostMatrix actual, Root root) {
    requireSame(expected.elements(), actual.elements(), "allocation #" + root.number);
  }

  /** Bit for bit, but any NaN for any NaN. */
  static void requireSame(double[] expected, double[] actual, String where) {
    int difference = Arrays.mismatch(expected, actual);
    if (difference >= 0) {
      throw new AssertionError(
          "element "
              + difference
              + " of "
              + where
              + " is "
              + actual[difference]
              + " and was or should be "
              + expected[difference]);
    }
  }

  /** The same bits, but any NaN for any NaN and 0 for −0: sums of zeros may have either sign. */
  private static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }
}

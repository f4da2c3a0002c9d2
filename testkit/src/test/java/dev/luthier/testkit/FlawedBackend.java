package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The reference backend with one operation done wrong, as a backend might. */
enum FlawedBackend {
  BETA_A_MILLIONTH_TOO_LARGE("gemm"),
  LAST_ROW_OF_A_PRODUCT_LEFT_OUT("gemm"),
  NEIGHBOUR_OF_THE_LAST_COLUMN_OF_A_PRODUCT_OVERWRITTEN("gemm"),
  PRODUCT_WITH_ITS_TRANSPOSE_THE_WRONG_WAY("syrk"),
  UPPER_TRIANGLE_CLEARED_BY_A_PRODUCT("syrk"),
  UPPER_TRIANGLE_USED("symmetricMultiply"),
  TRANSPOSED_SYSTEM_SOLVED("solveTriangular"),
  UPPER_TRIANGLE_CLEARED_BY_A_FACTORIZATION("choleskyInPlace"),
  INDEFINITE_PIVOT_OFF_BY_ONE("choleskyInPlace"),
  INVERSE_OF_ONE_FACTOR_ONLY("inverseFromCholesky"),
  UPDATE_FORGOTTEN("rankOneUpdate"),
  PIVOTS_IN_ANOTHER_ORDER("pivotedCholesky"),
  EIGENVALUES_DESCENDING("eigenSymmetric"),
  LOGARITHMS_WITH_ELEVEN_DIGITS("logDiagSum"),
  NORMS_NOT_SQUARED("columnSquaredNorms"),
  NOISE_FORGOTTEN("covariance"),
  DERIVATIVES_WITH_NINE_DIGITS("covarianceGradDot"),
  DERIVATIVES_NOT_WRITTEN("crossCovarianceGradDot"),
  PHASES_FORGOTTEN("fourierFeatures"),
  GAP_OF_AN_ARRAY_OVERWRITTEN("download"),
  ELEMENTS_LOST_IN_ADOPTION("adopt");

  private final String operation;

  FlawedBackend(String operation) {
    this.operation = operation;
  }

  /** The caller closes it. */
  Backend create() {
    Backend backend = ReferenceCompute.newBackend();
    return proxy(
        Backend.class,
        (_, method, arguments) -> {
          Object answer = invoke(backend, method, arguments);
          return answer instanceof Session session ? flawed(session) : answer;
        });
  }

  private Session flawed(Session session) {
    return proxy(
        Session.class,
        (_, method, arguments) ->
            method.getName().equals(operation)
                ? flawed(session, method, arguments)
                : invoke(session, method, arguments));
  }

  private @Nullable Object flawed(Session session, Method method, Object[] arguments)
      throws IllegalAccessException {
    Object[] changed = arguments.clone();
    HostMatrix before = HostMatrix.filled(0, 0, 0);
    switch (this) {
      case BETA_A_MILLIONTH_TOO_LARGE -> changed[5] = 1.000001 * (Double) arguments[5];
      case LAST_ROW_OF_A_PRODUCT_LEFT_OUT -> before = download(session, arguments[6]);
      case PRODUCT_WITH_ITS_TRANSPOSE_THE_WRONG_WAY ->
          changed[2] = isSquare(arguments[1]) ? Transpose.NONE : arguments[2];
      case TRANSPOSED_SYSTEM_SOLVED ->
          changed[0] =
              arguments[0] == TriangularSystem.LEFT
                  ? TriangularSystem.LEFT_TRANSPOSED
                  : arguments[0];
      case UPDATE_FORGOTTEN -> changed[1] = 0.0;
      case NOISE_FORGOTTEN -> changed[2] = zeros(session, (Matrix) arguments[2]);
      case PHASES_FORGOTTEN -> changed[1] = zeros(session, (Matrix) arguments[1]);
      case DERIVATIVES_NOT_WRITTEN -> before = download(session, arguments[4]);
      case UPPER_TRIANGLE_USED -> {
        HostMatrix s = download(session, arguments[1]);
        changed[1] = upload(session, s.transposed());
      }
      default -> {}
    }
    Object answer = invoke(session, method, changed);
    return afterwards(session, arguments, before, answer);
  }

  private @Nullable Object afterwards(
      Session session, Object[] arguments, HostMatrix before, @Nullable Object answer) {
    switch (this) {
      case LAST_ROW_OF_A_PRODUCT_LEFT_OUT ->
          change(session, arguments[6], (i, j, v) -> i == before.rows() - 1 ? before.get(i, j) : v);
      case NEIGHBOUR_OF_THE_LAST_COLUMN_OF_A_PRODUCT_OVERWRITTEN ->
          change(session, arguments[1], (i, j, v) -> i == 0 && j == 0 ? v + 1 : v);
      case UPPER_TRIANGLE_CLEARED_BY_A_PRODUCT ->
          change(session, arguments[4], (i, j, v) -> i < j ? 0 : v);
      case UPPER_TRIANGLE_CLEARED_BY_A_FACTORIZATION ->
          change(session, arguments[0], (i, j, v) -> i < j ? 0 : v);
      case INVERSE_OF_ONE_FACTOR_ONLY ->
          session.invertTriangular((Matrix) arguments[0], (Matrix) arguments[1]);
      case EIGENVALUES_DESCENDING -> reverse(session, (Matrix) arguments[1]);
      case LOGARITHMS_WITH_ELEVEN_DIGITS ->
          change(session, arguments[1], (_, _, v) -> v * (1 + 1e-11));
      case NORMS_NOT_SQUARED -> change(session, arguments[1], (_, _, v) -> Math.sqrt(v));
      case DERIVATIVES_WITH_NINE_DIGITS ->
          change(session, arguments[3], (_, _, v) -> v * (1 + 1e-9));
      case DERIVATIVES_NOT_WRITTEN -> change(session, arguments[4], (i, j, _) -> before.get(i, j));
      case GAP_OF_AN_ARRAY_OVERWRITTEN -> overwriteGap(arguments);
      case ELEMENTS_LOST_IN_ADOPTION -> session.fill((Matrix) notNull(answer), 0);
      default -> {}
    }
    return switch (answer) {
      case CholeskyOutcome.NotDefinite(int pivot) when this == INDEFINITE_PIVOT_OFF_BY_ONE ->
          new CholeskyOutcome.NotDefinite(pivot + 1);
      case PivotedCholeskyOutcome outcome when this == PIVOTS_IN_ANOTHER_ORDER ->
          new PivotedCholeskyOutcome(outcome.pivots().reversed(), outcome.largestResidual());
      case null, default -> answer;
    };
  }

  private interface Change {
    double at(int row, int col, double value);
  }

  private static void change(Session session, Object matrix, Change change) {
    HostMatrix old = download(session, matrix);
    HostMatrix changed =
        HostMatrix.of(old.rows(), old.cols(), (i, j) -> change.at(i, j, old.get(i, j)));
    session.upload(changed.elements(), (Matrix) matrix);
  }

  private static void reverse(Session session, Matrix values) {
    HostMatrix old = download(session, values);
    change(session, values, (i, _, _) -> old.get(old.rows() - 1 - i, 0));
  }

  private static void overwriteGap(Object[] arguments) {
    double[] target = (double[]) arguments[1];
    int firstGap = (Integer) arguments[2] + ((Matrix) arguments[0]).rows();
    if ((Integer) arguments[3] > ((Matrix) arguments[0]).rows() && firstGap < target.length) {
      target[firstGap] = 1;
    }
  }

  private static HostMatrix download(Session session, Object matrix) {
    return Operands.download(session, (Matrix) matrix);
  }

  private static Matrix upload(Session session, HostMatrix values) {
    Matrix matrix = session.allocate(values.rows(), values.cols());
    session.upload(values.elements(), matrix);
    return matrix;
  }

  private static Matrix zeros(Session session, Matrix shape) {
    return upload(session, HostMatrix.filled(shape.rows(), shape.cols(), 0));
  }

  private static boolean isSquare(Object matrix) {
    return ((Matrix) matrix).rows() == ((Matrix) matrix).cols();
  }

  private static Object notNull(@Nullable Object answer) {
    if (answer == null) {
      throw new IllegalStateException("the operation answers nothing");
    }
    return answer;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FlawedBackend.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws IllegalAccessException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw unchecked(thrown.getCause());
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException runtime) {
      return runtime;
    }
    return new IllegalStateException(thrown);
  }
}

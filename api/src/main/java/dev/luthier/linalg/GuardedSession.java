package dev.luthier.linalg;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The only implementation of {@link Session}: enters its gate, checks the arguments, delegates to
 * the engine. Every method has the same three steps, so that there is nothing to read here but the
 * names.
 *
 * <p>The gate is a compare-and-set: it detects a second thread, and its acquire and release order
 * the memory of successive owners.
 */
final class GuardedSession implements Session {

  /** Leaves the gate. */
  private interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  private final SessionRegistry registry;
  private final Engine engine;
  private final SessionMemory memory;
  private final OperandChecks check;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Entry entry = () -> busy.set(false);
  private boolean closed;

  @SuppressWarnings("this-escape") // only stored: neither object calls back before this returns
  GuardedSession(SessionRegistry registry, Engine engine) {
    this.registry = registry;
    this.engine = engine;
    this.memory = new SessionMemory(this, engine);
    this.check = new OperandChecks(this);
  }

  private Entry pass() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the session is inside an operation of another thread; use one session per thread");
    }
    return entry;
  }

  private Entry enter() {
    Entry passed = pass();
    if (closed) {
      passed.close();
      throw new IllegalStateException("the session is closed");
    }
    return passed;
  }

  @Override
  public Matrix allocate(int rows, int cols) {
    try (Entry _ = enter()) {
      check.allocate(rows, cols);
      return memory.allocate(rows, cols);
    }
  }

  @Override
  public void release(Matrix matrix) {
    try (Entry _ = enter()) {
      check.usable("matrix", matrix);
      check.whole(matrix);
      memory.release(matrix.allocation());
    }
  }

  @Override
  public Scope scope() {
    try (Entry _ = enter()) {
      return memory.open();
    }
  }

  void closeScope(SessionScope scope) {
    try (Entry _ = pass()) {
      memory.close(scope);
    }
  }

  @Override
  public Matrix adopt(Matrix matrix) {
    try (Entry _ = enter()) {
      GuardedSession giver = matrix.allocation().owner();
      if (giver.registry != registry) {
        throw new IllegalArgumentException("matrix " + matrix + " belongs to another backend");
      }
      if (giver == this) {
        handOver(matrix);
      } else {
        try (Entry _ = giver.enter()) {
          giver.handOver(matrix);
          engine.followAfter(giver.engine);
        }
      }
      return memory.take(matrix);
    }
  }

  private void handOver(Matrix matrix) {
    check.usable("matrix", matrix);
    check.whole(matrix);
    memory.forget(matrix.allocation());
  }

  @Override
  public void close() {
    try (Entry _ = pass()) {
      if (!closed) {
        closed = true;
        try {
          memory.close();
          engine.close();
        } finally {
          registry.ended(this);
        }
      }
    }
  }

  @Override
  public void upload(double[] source, int offset, int leadingDimension, Matrix target) {
    try (Entry _ = enter()) {
      check.transfer(source, offset, leadingDimension, target);
      engine.upload(source, offset, leadingDimension, target);
    }
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    try (Entry _ = enter()) {
      check.transfer(target, offset, leadingDimension, source);
      engine.download(source, target, offset, leadingDimension);
    }
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    try (Entry _ = enter()) {
      check.copy(source, target);
      engine.copy(source, target);
    }
  }

  @Override
  public void fill(Matrix target, double value) {
    try (Entry _ = enter()) {
      check.usable("target", target);
      engine.fill(target, value);
    }
  }

  @Override
  public void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c) {
    try (Entry _ = enter()) {
      check.gemm(a, transposeA, b, transposeB, c);
      engine.dense().gemm(alpha, a, transposeA, b, transposeB, beta, c);
    }
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    try (Entry _ = enter()) {
      check.syrk(a, transpose, c);
      engine.dense().syrk(alpha, a, transpose, beta, c);
    }
  }

  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    try (Entry _ = enter()) {
      check.symmetricMultiply(s, b, c);
      engine.dense().symmetricMultiply(alpha, s, b, beta, c);
    }
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    try (Entry _ = enter()) {
      check.solveTriangular(system, l, b);
      engine.dense().solveTriangular(system, l, b);
    }
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    try (Entry _ = enter()) {
      check.scaleColumns(a, scales);
      engine.dense().scaleColumns(a, scales);
    }
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    try (Entry _ = enter()) {
      check.square("a", a);
      engine.dense().addToDiagonal(a, value);
    }
  }

  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    try (Entry _ = enter()) {
      check.square("a", a);
      return engine.factor().choleskyInPlace(a);
    }
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    try (Entry _ = enter()) {
      check.squareToSquare("l", l, out);
      engine.factor().inverseFromCholesky(l, out);
    }
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    try (Entry _ = enter()) {
      check.squareToSquare("l", l, out);
      engine.factor().invertTriangular(l, out);
    }
  }

  @Override
  public PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    try (Entry _ = enter()) {
      check.pivotedCholesky(a, tolerance, l);
      return engine.factor().pivotedCholesky(a, tolerance, l);
    }
  }

  @Override
  public CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v) {
    try (Entry _ = enter()) {
      check.rankOneUpdate(l, v);
      return engine.factor().rankOneUpdate(l, alpha, v);
    }
  }

  @Override
  public EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    try (Entry _ = enter()) {
      check.eigenSymmetric(a, values, vectors);
      return engine.factor().eigenSymmetric(a, values, vectors);
    }
  }

  @Override
  public void logDiagSum(Matrix a, Matrix out) {
    try (Entry _ = enter()) {
      check.logDiagSum(a, out);
      engine.reduce().logDiagSum(a, out);
    }
  }

  @Override
  public void dot(Matrix a, Matrix b, Matrix out) {
    try (Entry _ = enter()) {
      check.dot(a, b, out);
      engine.reduce().dot(a, b, out);
    }
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    try (Entry _ = enter()) {
      check.columnSquaredNorms(a, out);
      engine.reduce().columnSquaredNorms(a, out);
    }
  }

  @Override
  public void diagonal(Matrix a, Matrix out) {
    try (Entry _ = enter()) {
      check.diagonal(a, out);
      engine.reduce().diagonal(a, out);
    }
  }

  @Override
  public CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    try (Entry _ = enter()) {
      check.covariance(kernel, x, diagonal, out);
      return engine.covariance().covariance(kernel, x, diagonal, out);
    }
  }

  @Override
  public CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    try (Entry _ = enter()) {
      check.crossCovariance(kernel, x, z, out);
      return engine.covariance().crossCovariance(kernel, x, z, out);
    }
  }

  @Override
  public CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    try (Entry _ = enter()) {
      check.covarianceGradDot(kernel, x, w, gradient);
      return engine.covariance().covarianceGradDot(kernel, x, w, gradient);
    }
  }

  @Override
  public CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    try (Entry _ = enter()) {
      check.covarianceGradInputs(kernel, x, w, gradX);
      return engine.covariance().covarianceGradInputs(kernel, x, w, gradX);
    }
  }

  @Override
  public CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    try (Entry _ = enter()) {
      check.crossCovarianceGradDot(kernel, x, z, w, gradZ);
      return engine.covariance().crossCovarianceGradDot(kernel, x, z, w, gradZ);
    }
  }

  @Override
  public void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out) {
    try (Entry _ = enter()) {
      check.fourierFeatures(frequencies, phases, z, out);
      engine.features().fourierFeatures(frequencies, phases, z, out);
    }
  }

  @Override
  public void fourierFeaturesGradDot(
      Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ) {
    try (Entry _ = enter()) {
      check.fourierFeaturesGradDot(frequencies, phases, z, w, gradZ);
      engine.features().fourierFeaturesGradDot(frequencies, phases, z, w, gradZ);
    }
  }
}

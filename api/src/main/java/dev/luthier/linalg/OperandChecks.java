package dev.luthier.linalg;

/**
 * What is checked about the arguments of each operation, for every backend alike. A method has the
 * name of its operation and mirrors the shapes of that operation's Javadoc.
 */
final class OperandChecks {

  private final GuardedSession session;

  OperandChecks(GuardedSession session) {
    this.session = session;
  }

  void allocate(int rows, int cols) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException(
          "a matrix cannot be " + rows + " × " + cols + "; both must be ≥ 0");
    }
  }

  void transfer(double[] array, int offset, int leadingDimension, Matrix matrix) {
    usable("matrix", matrix);
    if (leadingDimension < Math.max(1, matrix.rows())) {
      throw new IllegalArgumentException(
          "leadingDimension is " + leadingDimension + ", must be ≥ " + Math.max(1, matrix.rows()));
    }
    boolean empty = matrix.rows() == 0 || matrix.cols() == 0;
    long spanned = empty ? 0 : (matrix.cols() - 1L) * leadingDimension + matrix.rows();
    if (offset < 0 || offset + spanned > array.length) {
      throw new IllegalArgumentException(
          "the matrix spans "
              + spanned
              + " elements from offset "
              + offset
              + " of an array of length "
              + array.length);
    }
  }

  void copy(Matrix source, Matrix target) {
    usable("source", source);
    shape("target", target, source.rows(), source.cols());
    disjoint("target", target, "source", source);
  }

  void gemm(Matrix a, Transpose transposeA, Matrix b, Transpose transposeB, Matrix c) {
    usable("a", a);
    usable("b", b);
    if (transposeA.cols(a) != transposeB.rows(b)) {
      throw new IllegalArgumentException(
          "op(a) has "
              + transposeA.cols(a)
              + " columns, op(b) has "
              + transposeB.rows(b)
              + " rows");
    }
    shape("c", c, transposeA.rows(a), transposeB.cols(b));
    disjoint("c", c, "a", a);
    disjoint("c", c, "b", b);
  }

  void syrk(Matrix a, Transpose transpose, Matrix c) {
    usable("a", a);
    shape("c", c, transpose.rows(a), transpose.rows(a));
    disjoint("c", c, "a", a);
  }

  void symmetricMultiply(Matrix s, Matrix b, Matrix c) {
    square("s", s);
    usable("b", b);
    shape("b", b, s.rows(), b.cols());
    shape("c", c, s.rows(), b.cols());
    disjoint("c", c, "s", s);
    disjoint("c", c, "b", b);
  }

  void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    usable("b", b);
    shape("l", l, system.order(b), system.order(b));
    disjoint("b", b, "l", l);
  }

  void scaleColumns(Matrix a, Matrix scales) {
    usable("a", a);
    shape("scales", scales, a.cols(), 1);
    disjoint("a", a, "scales", scales);
  }

  void squareToSquare(String name, Matrix in, Matrix out) {
    square(name, in);
    shape("out", out, in.rows(), in.rows());
    disjoint("out", out, name, in);
  }

  void pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    square("a", a);
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ", must be ≥ 0 and finite");
    }
    usable("l", l);
    if (l.rows() != a.rows() || l.cols() > a.rows()) {
      throw new IllegalArgumentException(
          "l is " + l + ", must have " + a.rows() + " rows and at most as many columns");
    }
    disjoint("l", l, "a", a);
  }

  void rankOneUpdate(Matrix l, Matrix v) {
    square("l", l);
    shape("v", v, l.rows(), 1);
    disjoint("l", l, "v", v);
  }

  void eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    square("a", a);
    shape("values", values, a.rows(), 1);
    shape("vectors", vectors, a.rows(), a.rows());
    disjoint("values", values, "a", a);
    disjoint("vectors", vectors, "a", a);
    disjoint("vectors", vectors, "values", values);
  }

  void logDiagSum(Matrix a, Matrix out) {
    square("a", a);
    shape("out", out, 1, 1);
    disjoint("out", out, "a", a);
  }

  void dot(Matrix a, Matrix b, Matrix out) {
    usable("a", a);
    shape("b", b, a.rows(), a.cols());
    shape("out", out, a.cols(), 1);
    disjoint("out", out, "a", a);
    disjoint("out", out, "b", b);
  }

  void columnSquaredNorms(Matrix a, Matrix out) {
    usable("a", a);
    shape("out", out, a.cols(), 1);
    disjoint("out", out, "a", a);
  }

  void diagonal(Matrix a, Matrix out) {
    square("a", a);
    shape("out", out, a.rows(), 1);
    disjoint("out", out, "a", a);
  }

  void covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    points("x", x, kernel);
    shape("diagonal", diagonal, x.rows(), 1);
    shape("out", out, x.rows(), x.rows());
    disjoint("out", out, "x", x);
    disjoint("out", out, "diagonal", diagonal);
  }

  void crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    points("x", x, kernel);
    shape("z", z, z.rows(), x.cols());
    shape("out", out, x.rows(), z.rows());
    disjoint("out", out, "x", x);
    disjoint("out", out, "z", z);
  }

  void covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    points("x", x, kernel);
    shape("w", w, x.rows(), x.rows());
    shape("gradient", gradient, kernel.hyperparameterCount(), 1);
    disjoint("gradient", gradient, "x", x);
    disjoint("gradient", gradient, "w", w);
  }

  void covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    points("x", x, kernel);
    shape("w", w, x.rows(), x.rows());
    shape("gradX", gradX, x.rows(), x.cols());
    disjoint("gradX", gradX, "x", x);
    disjoint("gradX", gradX, "w", w);
  }

  void crossCovarianceGradDot(Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    points("x", x, kernel);
    shape("z", z, z.rows(), x.cols());
    shape("gradZ", gradZ, z.rows(), x.cols());
    weights(w, x.rows(), z.rows());
    disjoint("gradZ", gradZ, "x", x);
    disjoint("gradZ", gradZ, "z", z);
    disjoint("gradZ", gradZ, "w", w);
  }

  void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out) {
    features(frequencies, phases, z);
    shape("out", out, frequencies.rows(), z.rows());
    disjoint("out", out, "frequencies", frequencies);
    disjoint("out", out, "phases", phases);
    disjoint("out", out, "z", z);
  }

  void fourierFeaturesGradDot(Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ) {
    features(frequencies, phases, z);
    shape("gradZ", gradZ, z.rows(), z.cols());
    weights(w, frequencies.rows(), z.rows());
    disjoint("gradZ", gradZ, "frequencies", frequencies);
    disjoint("gradZ", gradZ, "phases", phases);
    disjoint("gradZ", gradZ, "z", z);
    disjoint("gradZ", gradZ, "w", w);
  }

  /** Live, and owned by this session. */
  void usable(String name, Matrix matrix) {
    Allocation allocation = matrix.allocation();
    if (allocation.owner() != session) {
      throw new IllegalArgumentException(
          name + " (" + matrix + ") belongs to another session; adopt it first");
    }
    if (!allocation.live()) {
      throw new IllegalStateException(
          name + " (" + matrix + ") was released, adopted elsewhere, or its scope has ended");
    }
  }

  void whole(Matrix matrix) {
    if (!matrix.isWhole()) {
      throw new IllegalArgumentException(
          "matrix (" + matrix + ") is a block; only what allocate or adopt returned has an owner");
    }
  }

  void square(String name, Matrix matrix) {
    usable(name, matrix);
    shape(name, matrix, matrix.rows(), matrix.rows());
  }

  private void shape(String name, Matrix matrix, int rows, int cols) {
    usable(name, matrix);
    if (matrix.rows() != rows || matrix.cols() != cols) {
      throw new IllegalArgumentException(
          name + " is " + matrix + ", must be " + rows + " × " + cols);
    }
  }

  private void points(String name, Matrix points, Kernel kernel) {
    usable(name, points);
    if (points.cols() < kernel.requiredColumns()) {
      throw new IllegalArgumentException(
          name
              + " is "
              + points
              + ", the kernel needs at least "
              + kernel.requiredColumns()
              + " columns");
    }
  }

  private void features(Matrix frequencies, Matrix phases, Matrix z) {
    usable("frequencies", frequencies);
    shape("phases", phases, frequencies.rows(), 1);
    shape("z", z, z.rows(), frequencies.cols());
  }

  private void weights(Matrix w, int rows, int points) {
    usable("w", w);
    if (w.rows() != rows || (w.cols() != points && w.cols() != 1)) {
      throw new IllegalArgumentException(
          "w is " + w + ", must be " + rows + " × " + points + " or " + rows + " × 1");
    }
  }

  private static void disjoint(String outName, Matrix out, String inName, Matrix in) {
    if (out.overlaps(in)) {
      throw new IllegalArgumentException(
          outName + " (" + out + ") overlaps " + inName + " (" + in + ")");
    }
  }
}

package dev.luthier.bench.workload;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.StudyBatch;
import java.util.ServiceLoader;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A session of a backend. */
@State(Scope.Thread)
public class OpenSession {
  /** As the service loader knows it; {@code luthier bench run} sets those that work. */
  @Param("openblas")
  public String backend = "openblas";

  /** How many compute at the same time; {@code luthier bench run} sets others. */
  @Param("1")
  public int threads = 1;

  private Backend opened;
  private Session session;

  /**
   * Opens the session.
   *
   * @throws IllegalArgumentException if no backend has that name
   */
  @Setup
  public void open() {
    opened =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals(backend))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no backend is called " + backend))
            .create(BackendOptions.defaults().withMaximumThreads(threads));
    session = opened.openSession();
  }

  /** Gives the memory back; the session may be closed already. */
  @TearDown
  public void close() {
    session.close();
    opened.close();
  }

  public Session session() {
    return session;
  }

  /** One more session of the same backend; the caller closes it. */
  public Session another() {
    return opened.openSession();
  }

  /** A batch of small studies on the same backend; the caller closes it before this. */
  public LikelihoodBatch likelihoods(StudyBatch studies) {
    return opened.openLikelihoods(studies);
  }

  /** A matrix with the elements of a dense column-major array. */
  public Matrix matrix(int rows, int cols, double[] elements) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  /** The elements of a matrix as a dense column-major array. */
  public double[] elements(Matrix matrix) {
    double[] elements = new double[matrix.rows() * matrix.cols()];
    session.download(matrix, elements);
    return elements;
  }
}

package dev.luthier.gpu;

import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LikelihoodEngine;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.StudyBatch;
import java.util.List;

/**
 * Likelihoods of many small studies, a block of the device for each: one launch, θ in, values and
 * gradients out, and one wait for each MiB of these, 10,000 studies of ten parameters.
 *
 * <pre>
 *   name     meaning                                                          shape
 *   table    of each study its first row, and n                               2 × B
 *   points   columns of a study side by side, rows padded to pieces           Σ padded · d
 *   values   y, padded as the points                                          Σ padded
 *   packed   room for points as the kernel sees them ({@link PackedPoints})   Σ padded · (E + F)
 *   theta    the kernel's hyperparameters, then the noise                     (p + 1) × B
 *   answers  gradients, then the value                                        (p + 2) × B
 * </pre>
 *
 * <p>Bytes on the device: 8 (d + E + F + 1) for a point, 16 (p + 3) for a study. The session is its
 * own, and checks what goes through it once more.
 */
final class CudaLikelihoods implements LikelihoodEngine {

  /** As LARGEST in studies.cu: a matrix of this order fits into a block's 48 KiB. */
  static final int LARGEST = 64;

  /** Elements of an array on the way there; 2 GiB of it. */
  private static final long MOST_ELEMENTS = 1 << 28;

  private final CudaBackend backend;
  private final Session session;
  private final Queue queue;
  private final ResidentKernel resident;
  private final ResidentKernel.Loaded structure;
  private final int size;
  private final int p;
  private final int dimension;
  private final Matrix table;
  private final Matrix points;
  private final Matrix values;
  private final Matrix packed;
  private final Matrix thetas;
  private final Matrix answers;
  private final double[] answer;

  private CudaLikelihoods(CudaBackend backend, Session session, Queue queue, StudyBatch batch) {
    this.backend = backend;
    this.session = session;
    this.queue = queue;
    size = batch.studies().size();
    p = batch.structure().hyperparameterCount();
    dimension = batch.structure().requiredColumns();
    int rows = Math.toIntExact(rows(batch));
    double[] places = new double[2 * size];
    double[] x = new double[rows * dimension];
    double[] y = new double[rows];
    lay(batch.studies(), places, x, y);
    table = resident(places, 2, size);
    points = resident(x, x.length, 1);
    values = resident(y, rows, 1);
    EncodedKernel encoded = EncodedKernel.of(batch.structure());
    packed = session.allocate(rows * (encoded.entries() + encoded.factors()), 1);
    thetas = session.allocate(p + 1, size);
    answers = session.allocate(p + 2, size);
    answer = new double[(p + 2) * size];
    resident = new ResidentKernel(queue);
    // At θ = 0 its numbers are units, which the device scales for each study.
    structure = resident.load(batch.structure().withHyperparameters(new double[p]));
  }

  /** Takes over the session, which is the only one on this queue. */
  static CudaLikelihoods open(
      CudaBackend backend, Session session, Queue queue, StudyBatch studies) {
    try {
      return new CudaLikelihoods(backend, session, queue, studies);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** Whether a block can have one of these studies to itself, and arrays all of them. */
  static boolean holds(StudyBatch batch) {
    Kernel structure = batch.structure();
    EncodedKernel encoded = EncodedKernel.of(structure);
    long columns = Math.max(structure.requiredColumns(), encoded.entries() + encoded.factors());
    long parameters = batch.hyperparameterCount() + 1L;
    return batch.largestCount() <= LARGEST
        && encoded.terms() + encoded.entries() <= CudaCovariance.SLOTS
        && rows(batch) * columns <= MOST_ELEMENTS
        && batch.studies().size() * parameters <= MOST_ELEMENTS;
  }

  private static long rows(StudyBatch batch) {
    return batch.studies().stream().mapToLong(study -> padded(study.count())).sum();
  }

  private static int padded(int n) {
    return Grid.ceiling(n, CudaCovariance.PAIRS) * CudaCovariance.PAIRS;
  }

  /** Only the columns that the kernel reads; zero where there is no point. */
  private void lay(List<SmallStudy> studies, double[] places, double[] x, double[] y) {
    int first = 0;
    for (int b = 0; b < size; b++) {
      SmallStudy study = studies.get(b);
      int n = study.count();
      int padded = padded(n);
      places[2 * b] = first;
      places[2 * b + 1] = n;
      for (int c = 0; c < dimension; c++) {
        System.arraycopy(study.points(), c * n, x, first * dimension + c * padded, n);
      }
      System.arraycopy(study.values(), 0, y, first, n);
      first += padded;
    }
  }

  private Matrix resident(double[] elements, int rows, int cols) {
    Matrix matrix = session.allocate(rows, cols);
    session.upload(elements, matrix);
    return matrix;
  }

  @Override
  public void evaluate(double[] theta, double[] likelihoods, double[] gradients) {
    session.upload(theta, thetas);
    queue.launch(
        KernelName.STUDY_LIKELIHOODS,
        new Grid(size, 1, PackedPoints.THREADS),
        structure.shape(),
        structure.value(),
        DeviceMatrix.of(table).address(),
        DeviceMatrix.of(points).address(),
        dimension,
        DeviceMatrix.of(values).address(),
        DeviceMatrix.of(packed).address(),
        DeviceMatrix.of(thetas),
        p,
        DeviceMatrix.of(answers));
    session.download(answers, answer);
    for (int b = 0; b < size; b++) {
      System.arraycopy(answer, b * (p + 2), gradients, b * (p + 1), p + 1);
      likelihoods[b] = answer[b * (p + 2) + p + 1];
    }
  }

  @Override
  public void close() {
    try {
      resident.close();
    } catch (DeviceLostException e) {
      backend.lost();
    } finally {
      session.close();
    }
  }
}

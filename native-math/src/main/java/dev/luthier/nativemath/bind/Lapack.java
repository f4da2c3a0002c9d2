package dev.luthier.nativemath.bind;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Factorizations. Fortran takes every scalar by its address, so each object owns a few bytes for
 * them and is used by one thread at a time.
 *
 * <pre>
 *   argument      meaning                                                    Fortran
 *   n             order                                                      INTEGER
 *   a, lda        address of the first element, leading dimension            DOUBLE PRECISION(LDA, *)
 *   info          returned: 0, or i &gt; 0 when step i (from 1) failed         INTEGER
 *   trailing 1    length of a character argument, one for each               size_t, by value
 * </pre>
 */
public final class Lapack {

  private final MemorySegment dpotrf;
  private final MemorySegment dpotri;
  private final MemorySegment dtrtri;
  private final MemorySegment dsyevd;

  private final MemorySegment lower = character('L');
  private final MemorySegment nonUnit = character('N');
  private final MemorySegment vectors = character('V');
  private final MemorySegment n = integer();
  private final MemorySegment lda = integer();
  private final MemorySegment lwork = integer();
  private final MemorySegment liwork = integer();
  private final MemorySegment info = integer();

  /**
   * Finds the functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public Lapack(SharedLibrary library) {
    dpotrf = library.symbol("dpotrf_");
    dpotri = library.symbol("dpotri_");
    dtrtri = library.symbol("dtrtri_");
    dsyevd = library.symbol("dsyevd_");
  }

  /** A = L Lᵀ, lower triangle in place. */
  public int dpotrf_(int order, long a, int leadingDimension) {
    set(order, leadingDimension);
    try {
      Dpotrf.dpotrf_.invokeExact(dpotrf, lower, n, a, lda, info, 1L);
    } catch (Throwable failure) {
      throw Downcalls.failed("dpotrf_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /** (L Lᵀ)⁻¹ in the place of L, lower triangle. */
  public int dpotri_(int order, long a, int leadingDimension) {
    set(order, leadingDimension);
    try {
      Dpotri.dpotri_.invokeExact(dpotri, lower, n, a, lda, info, 1L);
    } catch (Throwable failure) {
      throw Downcalls.failed("dpotri_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /** L⁻¹ in the place of L, lower triangle. */
  public int dtrtri_(int order, long a, int leadingDimension) {
    set(order, leadingDimension);
    try {
      Dtrtri.dtrtri_.invokeExact(dtrtri, lower, nonUnit, n, a, lda, info, 1L, 1L);
    } catch (Throwable failure) {
      throw Downcalls.failed("dtrtri_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /**
   * Eigenvalues, ascending, into w and eigenvectors into the place of A, whose lower triangle is
   * read.
   *
   * @param work at least 1 + 6n + 2n² doubles
   * @param iwork at least 3 + 5n ints
   */
  public int dsyevd_(int order, long a, int leadingDimension, long w, long work, long iwork) {
    set(order, leadingDimension);
    lwork.set(JAVA_INT, 0, Math.toIntExact(1 + 6L * order + 2L * order * order));
    liwork.set(JAVA_INT, 0, 3 + 5 * order);
    try {
      Dsyevd.dsyevd_.invokeExact(
          dsyevd, vectors, lower, n, a, lda, w, work, lwork, iwork, liwork, info, 1L, 1L);
    } catch (Throwable failure) {
      throw Downcalls.failed("dsyevd_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  private void set(int order, int leadingDimension) {
    n.set(JAVA_INT, 0, order);
    lda.set(JAVA_INT, 0, leadingDimension);
  }

  private static MemorySegment integer() {
    return Arena.ofAuto().allocate(JAVA_INT);
  }

  private static MemorySegment character(char letter) {
    return Arena.ofAuto().allocateFrom(JAVA_BYTE, (byte) letter);
  }

  // Handles, each in a class of its own: see the package.

  private static final class Dpotrf {
    static final MethodHandle dpotrf_ = Downcalls.ofVoid("pplppl");
  }

  private static final class Dpotri {
    static final MethodHandle dpotri_ = Downcalls.ofVoid("pplppl");
  }

  private static final class Dtrtri {
    static final MethodHandle dtrtri_ = Downcalls.ofVoid("ppplppll");
  }

  private static final class Dsyevd {
    static final MethodHandle dsyevd_ = Downcalls.ofVoid("ppplpllplppll");
  }
}

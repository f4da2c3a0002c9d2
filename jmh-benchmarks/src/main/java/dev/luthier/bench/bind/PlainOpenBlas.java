package dev.luthier.bench.bind;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.linalg.Session;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * The functions of the OpenBLAS that the backend {@code openblas} uses. Matrices are column-major;
 * triangles are lower. Nothing is checked: the caller fits shapes. Confined to one thread.
 */
public final class PlainOpenBlas {
  private static final String BACKEND = "openblas";
  private static final int COLUMN_MAJOR = 102;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;
  private static final int LOWER = 122;
  private static final int NON_UNIT = 131;
  private static final int LEFT = 141;
  private static final int RIGHT = 142;

  /** No text of OpenBLAS comes near it (its longest is about 100 bytes). */
  private static final long LONGEST_TEXT = 4096;

  private final Backend backend;
  private final SymbolLookup symbols;
  private final MemorySegment dgemm;
  private final MemorySegment dsyrk;
  private final MemorySegment dsymm;
  private final MemorySegment dsymv;
  private final MemorySegment dtrsm;
  private final MemorySegment dasum;
  private final MemorySegment dpotrf;
  private final MemorySegment dpotri;
  private final MemorySegment dsyevd;
  private final MemorySegment lower = Arena.ofAuto().allocateFrom(JAVA_BYTE, (byte) 'L');
  private final MemorySegment vectors = Arena.ofAuto().allocateFrom(JAVA_BYTE, (byte) 'V');
  private final MemorySegment order = Arena.ofAuto().allocate(JAVA_INT);
  private final MemorySegment leading = Arena.ofAuto().allocate(JAVA_INT);
  private final MemorySegment lwork = Arena.ofAuto().allocate(JAVA_INT);
  private final MemorySegment liwork = Arena.ofAuto().allocate(JAVA_INT);
  private final MemorySegment info = Arena.ofAuto().allocate(JAVA_INT);

  private PlainOpenBlas(Backend backend, SymbolLookup symbols) {
    this.backend = backend;
    this.symbols = symbols;
    dgemm = symbol("cblas_dgemm");
    dsyrk = symbol("cblas_dsyrk");
    dsymm = symbol("cblas_dsymm");
    dsymv = symbol("cblas_dsymv");
    dtrsm = symbol("cblas_dtrsm");
    dasum = symbol("cblas_dasum");
    dpotrf = symbol("dpotrf_");
    dpotri = symbol("dpotri_");
    dsyevd = symbol("dsyevd_");
  }

  /**
   * The library of the backend. The backend stays open until the process ends.
   *
   * @throws BackendUnavailableException if there is no such backend, or its file is not known
   */
  @SuppressWarnings("restricted") // Native access is what this package is for.
  public static PlainOpenBlas load() {
    Backend backend =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals(BACKEND))
            .findFirst()
            .orElseThrow(() -> unavailable("it is not installed"))
            .create(BackendOptions.defaults());
    Path file =
        MappedLibrary.find("libopenblas")
            .orElseThrow(() -> unavailable("the system does not tell which file it has loaded"));
    // Loading a file that is loaded already gives the same library once more.
    var plain = new PlainOpenBlas(backend, SymbolLookup.libraryLookup(file, Arena.global()));
    plain.useThreads(1);
    return plain;
  }

  /** A matrix with unspecified contents, laid out as the backend would. */
  public PlainMatrix allocate(int rows, int cols) {
    int leadingDimension;
    try (Session session = backend.openSession()) {
      leadingDimension = session.allocate(rows, cols).leadingDimension();
    }
    long bytes = Math.max(1, (long) leadingDimension * cols) * Double.BYTES;
    return new PlainMatrix(Arena.ofAuto().allocate(bytes, 64), rows, cols, leadingDimension);
  }

  /** C ← A B. */
  public void dgemm(PlainMatrix a, PlainMatrix b, PlainMatrix c) {
    try {
      Dgemm.HANDLE.invokeExact(
          dgemm,
          COLUMN_MAJOR,
          NO_TRANSPOSE,
          NO_TRANSPOSE,
          c.rows(),
          c.cols(),
          a.cols(),
          1.0,
          a.elements(),
          a.leadingDimension(),
          b.elements(),
          b.leadingDimension(),
          0.0,
          c.elements(),
          c.leadingDimension());
    } catch (Throwable failure) {
      throw failed("cblas_dgemm", failure);
    }
  }

  /** C ← A Aᵀ. */
  public void dsyrk(PlainMatrix a, PlainMatrix c) {
    try {
      Dsyrk.HANDLE.invokeExact(
          dsyrk,
          COLUMN_MAJOR,
          LOWER,
          NO_TRANSPOSE,
          c.rows(),
          a.cols(),
          1.0,
          a.elements(),
          a.leadingDimension(),
          0.0,
          c.elements(),
          c.leadingDimension());
    } catch (Throwable failure) {
      throw failed("cblas_dsyrk", failure);
    }
  }

  /** C ← S B with S symmetric. */
  public void dsymm(PlainMatrix s, PlainMatrix b, PlainMatrix c) {
    try {
      Dsymm.HANDLE.invokeExact(
          dsymm,
          COLUMN_MAJOR,
          LEFT,
          LOWER,
          c.rows(),
          c.cols(),
          1.0,
          s.elements(),
          s.leadingDimension(),
          b.elements(),
          b.leadingDimension(),
          0.0,
          c.elements(),
          c.leadingDimension());
    } catch (Throwable failure) {
      throw failed("cblas_dsymm", failure);
    }
  }

  /** y ← S x with S symmetric. */
  public void dsymv(PlainMatrix s, PlainMatrix x, PlainMatrix y) {
    try {
      Dsymv.HANDLE.invokeExact(
          dsymv,
          COLUMN_MAJOR,
          LOWER,
          s.rows(),
          1.0,
          s.elements(),
          s.leadingDimension(),
          x.elements(),
          1,
          0.0,
          y.elements(),
          1);
    } catch (Throwable failure) {
      throw failed("cblas_dsymv", failure);
    }
  }

  /** B ← L⁻¹ B. */
  public void dtrsm(PlainMatrix l, PlainMatrix b) {
    dtrsm(LEFT, NO_TRANSPOSE, l, b);
  }

  /** B ← B L⁻ᵀ: the rows appended to a factor. */
  public void dtrsmRight(PlainMatrix l, PlainMatrix b) {
    dtrsm(RIGHT, TRANSPOSE, l, b);
  }

  private void dtrsm(int side, int transpose, PlainMatrix l, PlainMatrix b) {
    try {
      Dtrsm.HANDLE.invokeExact(
          dtrsm,
          COLUMN_MAJOR,
          side,
          LOWER,
          transpose,
          NON_UNIT,
          b.rows(),
          b.cols(),
          1.0,
          l.elements(),
          l.leadingDimension(),
          b.elements(),
          b.leadingDimension());
    } catch (Throwable failure) {
      throw failed("cblas_dtrsm", failure);
    }
  }

  /** Σ |x(i)| over one column: the memory is read once, from one end to the other. */
  public double dasum(PlainMatrix x) {
    try {
      return (double) Dasum.HANDLE.invokeExact(dasum, x.rows(), x.elements(), 1);
    } catch (Throwable failure) {
      throw failed("cblas_dasum", failure);
    }
  }

  /** A = L Lᵀ, in place. */
  public int dpotrf(PlainMatrix a) {
    set(a);
    try {
      Dpotrf.HANDLE.invokeExact(dpotrf, lower, order, a.elements(), leading, info, 1L);
    } catch (Throwable failure) {
      throw failed("dpotrf_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /** (L Lᵀ)⁻¹, in the place of L. */
  public int dpotri(PlainMatrix a) {
    set(a);
    try {
      Dpotri.HANDLE.invokeExact(dpotri, lower, order, a.elements(), leading, info, 1L);
    } catch (Throwable failure) {
      throw failed("dpotri_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /**
   * Eigenvalues of A into the first n elements of w, eigenvectors into the place of A.
   *
   * @param work at least 1 + 6n + 2n² elements
   * @param iwork at least (3 + 5n) / 2 elements, whose bytes are used
   */
  public int dsyevd(PlainMatrix a, PlainMatrix w, PlainMatrix work, PlainMatrix iwork) {
    int n = a.rows();
    set(a);
    lwork.set(JAVA_INT, 0, 1 + 6 * n + 2 * n * n);
    liwork.set(JAVA_INT, 0, 3 + 5 * n);
    try {
      Dsyevd.HANDLE.invokeExact(
          dsyevd,
          vectors,
          lower,
          order,
          a.elements(),
          leading,
          w.elements(),
          work.elements(),
          lwork,
          iwork.elements(),
          liwork,
          info,
          1L,
          1L);
    } catch (Throwable failure) {
      throw failed("dsyevd_", failure);
    }
    return info.get(JAVA_INT, 0);
  }

  /** Version and build options, for example {@code OpenBLAS 0.3.31 DYNAMIC_ARCH … SkylakeX}. */
  @SuppressWarnings("restricted") // A C string has no length until it is read.
  public String config() {
    try {
      MethodHandle handle = link(FunctionDescriptor.of(ADDRESS));
      var text = (MemorySegment) handle.invokeExact(symbol("openblas_get_config"));
      return text.reinterpret(LONGEST_TEXT).getString(0).strip();
    } catch (Throwable failure) {
      throw failed("openblas_get_config", failure);
    }
  }

  /** Sets how many threads a call may use, for the whole process. */
  public void useThreads(int threads) {
    try {
      MethodHandle handle = link(FunctionDescriptor.ofVoid(JAVA_INT));
      handle.invokeExact(symbol("openblas_set_num_threads"), threads);
    } catch (Throwable failure) {
      throw failed("openblas_set_num_threads", failure);
    }
  }

  private void set(PlainMatrix a) {
    order.set(JAVA_INT, 0, a.rows());
    leading.set(JAVA_INT, 0, a.leadingDimension());
  }

  private MemorySegment symbol(String name) {
    return symbols.find(name).orElseThrow(() -> unavailable("it has no " + name));
  }

  private static BackendUnavailableException unavailable(String reason) {
    return new BackendUnavailableException(
        BACKEND, reason, "Measure without the plain routines: name other benchmarks.");
  }

  private static IllegalStateException failed(String symbol, Throwable cause) {
    return new IllegalStateException("the call of " + symbol + " failed", cause);
  }

  /** One letter an argument: int, double, pointer, long. */
  private static MethodHandle ofVoid(String letters) {
    return link(FunctionDescriptor.ofVoid(layouts(letters)));
  }

  private static MemoryLayout[] layouts(String letters) {
    return letters
        .chars()
        .mapToObj(
            letter ->
                switch (letter) {
                  case 'i' -> JAVA_INT;
                  case 'd' -> JAVA_DOUBLE;
                  case 'p' -> ADDRESS;
                  case 'l' -> JAVA_LONG;
                  default -> throw new IllegalArgumentException("no layout for " + letter);
                })
        .toArray(MemoryLayout[]::new);
  }

  @SuppressWarnings("restricted") // Native access is what this package is for.
  private static MethodHandle link(FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(signature);
  }

  // The compiler sees through handles that are constants. Each is in a class of its own, and so
  // linked when it is first called.

  private static final class Dgemm {
    static final MethodHandle HANDLE = ofVoid("iiiiiidpipidpi");
  }

  private static final class Dsyrk {
    static final MethodHandle HANDLE = ofVoid("iiiiidpidpi");
  }

  private static final class Dsymm {
    static final MethodHandle HANDLE = ofVoid("iiiiidpipidpi");
  }

  private static final class Dsymv {
    static final MethodHandle HANDLE = ofVoid("iiidpipidpi");
  }

  private static final class Dtrsm {
    static final MethodHandle HANDLE = ofVoid("iiiiiiidpipi");
  }

  private static final class Dasum {
    static final MethodHandle HANDLE = link(FunctionDescriptor.of(JAVA_DOUBLE, layouts("ipi")));
  }

  private static final class Dpotrf {
    static final MethodHandle HANDLE = ofVoid("pppppl");
  }

  private static final class Dpotri {
    static final MethodHandle HANDLE = ofVoid("pppppl");
  }

  private static final class Dsyevd {
    static final MethodHandle HANDLE = ofVoid("pppppppppppll");
  }
}

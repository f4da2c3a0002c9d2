package dev.luthier.nativemath.bind;

import java.util.Locale;

/** The functions of one loaded OpenBLAS. Thread-safe. */
public final class OpenBlas {

  private final SharedLibrary library;
  private final Blas blas;
  private final String version;
  private final String core;

  private OpenBlas(SharedLibrary library, Blas blas, String version, String core) {
    this.library = library;
    this.blas = blas;
    this.version = version;
    this.core = core;
  }

  /**
   * Finds all functions, and sets the library to one thread, at which it stays: the number is
   * process-wide, parallelism is for sessions, and results must not depend on it.
   *
   * @throws UnsatisfiedLinkError if a function is missing, or the library's integers have 64 bits
   *     although its functions have the plain names
   */
  public static OpenBlas link(SharedLibrary library) {
    OpenBlasControl control = new OpenBlasControl(library);
    String config = control.openblas_get_config();
    if (config.toUpperCase(Locale.ROOT).contains("USE64BITINT")) {
      throw new UnsatisfiedLinkError("it is built with 64-bit integers: " + config);
    }
    control.openblas_set_num_threads(1);
    Blas blas = new Blas(library);
    new Lapack(library);
    return new OpenBlas(library, blas, versionOf(config), control.openblas_get_corename());
  }

  /** Products and solves. */
  public Blas blas() {
    return blas;
  }

  /** Factorizations, for one thread at a time. */
  public Lapack newLapack() {
    return new Lapack(library);
  }

  /** For example {@code 0.3.31}. */
  public String version() {
    return version;
  }

  /** The family of processors whose kernels are used, for example {@code SkylakeX}. */
  public String core() {
    return core;
  }

  /** The configuration begins with "OpenBLAS" and the version. */
  private static String versionOf(String config) {
    String[] words = config.strip().split("\\s+", 3);
    return words.length > 1 ? words[1] : "of an unknown version";
  }
}

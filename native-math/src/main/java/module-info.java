/**
 * Linear-algebra backends that run native code on the processor. The only code of Luthier that
 * touches {@link java.lang.foreign} for the processor's sake; nothing is exported, everything is
 * reached through {@link java.util.ServiceLoader}.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.nativemath {
  requires static org.jspecify;
  requires dev.luthier.api;
  requires static jdk.incubator.vector;

  provides dev.luthier.linalg.ArrayMathProvider with
      dev.luthier.nativemath.vector.array.VectorArrayMathProvider;
  provides dev.luthier.linalg.BackendProvider with
      dev.luthier.nativemath.openblas.OpenBlasBackendProvider,
      dev.luthier.nativemath.vector.VectorBackendProvider;
}

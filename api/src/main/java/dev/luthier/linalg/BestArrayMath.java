package dev.luthier.linalg;

import java.util.Optional;
import java.util.ServiceLoader;

/** Holds what {@link ArrayMath#best} answers: found when first asked for, then constant. */
final class BestArrayMath {

  static final ArrayMath INSTANCE =
      ServiceLoader.load(ArrayMathProvider.class, ArrayMathProvider.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .map(ArrayMathProvider::implementation)
          .flatMap(Optional::stream)
          .findFirst()
          .orElse(ArrayMath.scalar());

  private BestArrayMath() {}
}

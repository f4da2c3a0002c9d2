package dev.luthier.bench.development;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A random function and the space it is defined on.
 *
 * @param minimum its least value, where that is known
 */
record Drawn(SearchSpace space, ToDoubleFunction<Configuration> function, OptionalDouble minimum) {
  Drawn(SearchSpace space, ToDoubleFunction<Configuration> function) {
    this(space, function, OptionalDouble.empty());
  }

  Drawn withMinimum(double least) {
    return new Drawn(space, function, OptionalDouble.of(least));
  }
}

package dev.luthier.strategy.grid;

import dev.luthier.space.Configuration;
import dev.luthier.space.Lattice;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;

/**
 * The values of one parameter that belong to the grid.
 *
 * @param count how many there are
 * @param value the value with an index in [0, count)
 */
record GridValues(long count, LongFunction<Object> value) {

  /**
   * Read off the lattice of a space of this parameter alone, so that {@link Lattice} keeps the only
   * rule about which values a grid has. More values than {@code points} can only be all of them,
   * which need not be listed.
   */
  static GridValues of(Parameter<?> parameter, int points) {
    var alone = SearchSpace.builder();
    alone.add(parameter);
    List<Object> listed =
        StreamSupport.stream(Lattice.coarse(alone.build(), points).spliterator(), false)
            .limit(points + 1L)
            .map((Configuration cell) -> cell.find(parameter.name()).orElseThrow())
            .toList();
    return listed.size() > points
        ? new GridValues(parameter.cardinality().orElseThrow(), parameter::valueAt)
        : new GridValues(listed.size(), index -> listed.get((int) index));
  }

  Object draw(RandomGenerator random) {
    return value.apply(random.nextLong(count));
  }
}

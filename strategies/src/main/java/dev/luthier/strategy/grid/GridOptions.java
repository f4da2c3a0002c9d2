package dev.luthier.strategy.grid;

import dev.luthier.strategy.Options;
import java.util.Map;

/**
 * What a user can say about a grid.
 *
 * @param points values of each number that has no step, the ends included; one means the middle
 */
record GridOptions(int points) {
  /** Ends, quarters and middle: on the usual 1e-5 … 0.1 of a learning rate, one value a decade. */
  private static final int DEFAULT_POINTS = 5;

  /** No grid over several parameters with more values than this is ever finished. */
  private static final int MOST_POINTS = 10_000;

  static GridOptions read(Map<String, Object> written) {
    Options options = new Options(written);
    GridOptions read = new GridOptions(options.takeInt("points", DEFAULT_POINTS, 1, MOST_POINTS));
    options.requireNoneLeft();
    return read;
  }
}

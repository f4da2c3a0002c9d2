package dev.luthier.bench.gpu;

import java.util.Map;

/** Takes results, one JSON object a line. */
@FunctionalInterface
interface Lines {

  /** Adds a line; what it is of (figure, backend, n) is added by whoever made this. */
  void add(Map<String, Object> members);
}

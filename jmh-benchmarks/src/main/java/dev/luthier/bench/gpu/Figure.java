package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import java.util.List;

/** Something whose time or memory is measured on a backend. Holds no state. */
interface Figure {

  /** As users write it. */
  String name();

  /** n where none is asked for. */
  List<Integer> sizes();

  /**
   * Measures at one size.
   *
   * @param open a session of the backend, for this measurement alone
   * @param lines takes the results, each as soon as it is there
   */
  void measure(OpenSession open, int n, Scale scale, Lines lines);
}

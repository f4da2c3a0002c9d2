package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.Workload;
import dev.luthier.testkit.ReferenceCompute;

/** Sessions of the reference backend. */
final class Sessions {
  private static final ReferenceCompute REFERENCE = new ReferenceCompute();

  private Sessions() {}

  static Session open() {
    return REFERENCE.openSession(new Workload(1, 1, 1));
  }
}

package dev.luthier.gpu;

import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Assumptions;

/** Ends a test that cannot be run here, and tells the reason to whoever reads along. */
public final class Skip {

  private static final System.Logger LOG = System.getLogger(Skip.class.getName());

  private Skip() {}

  /** Does not return. */
  public static void because(String reason) {
    LOG.log(Level.INFO, "skipped: " + reason);
    Assumptions.abort(reason);
  }
}

package dev.luthier.cli.doctor;

import dev.luthier.cli.terminal.Terminal;
import dev.luthier.linalg.Availability;
import dev.luthier.select.cost.CostProfile;
import java.util.List;

/**
 * What the doctor found.
 *
 * @param costs by which a backend is chosen; of no backend where none could be measured
 */
public record Findings(
    String luthier,
    JavaRuntime java,
    Machine machine,
    List<BackendFinding> backends,
    CostProfile costs,
    List<StrategyFinding> strategies,
    Terminal terminal) {
  public Findings {
    backends = List.copyOf(backends);
    strategies = List.copyOf(strategies);
  }

  /** The Java that runs this. */
  public record JavaRuntime(String version, String vendor, String home) {}

  /**
   * The machine as Java sees it.
   *
   * @param processors that Java may use
   * @param memory of the machine or container, in bytes
   * @param heap most that Java will take for objects, in bytes
   */
  public record Machine(String system, String processor, int processors, long memory, long heap) {}

  /** A backend, whether it works, and if so how fast. */
  public record BackendFinding(String name, Availability availability, Speed speed) {}

  /** The measured speed of a backend. */
  public sealed interface Speed {
    /** Billions of floating-point operations in double precision a second, best of several. */
    record Measured(double gigaflops, int order) implements Speed {}

    /** The backend said it works and then did not. */
    record Broken(String reason) implements Speed {}

    /** Nothing to measure. */
    record NotMeasured() implements Speed {}
  }

  /** A strategy, and what studies it can handle. */
  public record StrategyFinding(String name, List<String> capabilities) {
    public StrategyFinding {
      capabilities = List.copyOf(capabilities);
    }
  }
}

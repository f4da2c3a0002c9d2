package dev.luthier.select;

import dev.luthier.linalg.Backend;
import dev.luthier.select.cost.Preference;
import dev.luthier.strategy.Workload;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Where studies get their backends from. Thread-safe. */
interface BackendSource {
  /** A backend that works here, by name; empty if it does not, or is not installed. */
  Optional<Backend> find(String name);

  /** The backend for a workload, on this machine, as far as is known now. */
  Preference preferred(Workload workload);

  /** Runs what need not be done at once. */
  Executor background();
}

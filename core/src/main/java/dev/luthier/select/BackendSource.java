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

  /** As {@link #preferred}, of those that compute with the processor. Asks no accelerator. */
  Preference preferredOnHost(Workload workload);

  /** Takes note that a backend that was found here has lost its device. Never throws. */
  void lost(Backend backend);

  /** Runs what need not be done at once. */
  Executor background();
}

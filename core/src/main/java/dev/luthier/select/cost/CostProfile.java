package dev.luthier.select.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the work of each available backend costs on this machine.
 *
 * @param backends differently named
 */
public record CostProfile(List<BackendCosts> backends) {
  public CostProfile {
    backends = List.copyOf(backends);
  }

  /** The costs of a backend by its name. */
  public Optional<BackendCosts> find(String name) {
    return backends.stream().filter(costs -> costs.backend().name().equals(name)).findFirst();
  }

  /** Whether measuring these backends again would bring nothing new. */
  public boolean isSettled(Collection<String> names) {
    return names.stream().allMatch(name -> find(name).filter(BackendCosts::isSettled).isPresent());
  }

  /** Of two profiles of one machine the lesser of each cost, for the backends of either. */
  public CostProfile least(CostProfile other) {
    List<BackendCosts> least = new ArrayList<>();
    for (BackendCosts costs : backends) {
      least.add(other.find(costs.backend().name()).map(costs::least).orElse(costs));
    }
    for (BackendCosts costs : other.backends) {
      if (find(costs.backend().name()).isEmpty()) {
        least.add(costs);
      }
    }
    return new CostProfile(least);
  }
}

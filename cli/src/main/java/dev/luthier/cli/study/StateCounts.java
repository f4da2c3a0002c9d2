package dev.luthier.cli.study;

import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many trials of a study are in each state; every state is there. */
public record StateCounts(Map<TrialState, Long> counts) {
  public StateCounts {
    counts = Map.copyOf(counts);
  }

  /** O(trials). */
  public static StateCounts of(List<Trial> trials) {
    Map<TrialState, Long> counts = new EnumMap<>(TrialState.class);
    for (TrialState state : TrialState.values()) {
      counts.put(state, 0L);
    }
    trials.forEach(trial -> counts.merge(TrialState.of(trial), 1L, Long::sum));
    return new StateCounts(counts);
  }

  public long of(TrialState state) {
    return counts.getOrDefault(state, 0L);
  }

  public long all() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}

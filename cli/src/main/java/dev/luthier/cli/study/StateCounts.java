package dev.luthier.cli.study;

import dev.luthier.study.Trial;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many trials of a study are in each state; every state is there. */
public record StateCounts(Map<StateWord, Long> counts) {
  public StateCounts {
    counts = Map.copyOf(counts);
  }

  /** O(trials). */
  public static StateCounts of(List<Trial> trials) {
    Map<StateWord, Long> counts = new EnumMap<>(StateWord.class);
    for (StateWord state : StateWord.values()) {
      counts.put(state, 0L);
    }
    trials.forEach(trial -> counts.merge(StateWord.of(trial), 1L, Long::sum));
    return new StateCounts(counts);
  }

  public long of(StateWord state) {
    return counts.getOrDefault(state, 0L);
  }

  public long all() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}

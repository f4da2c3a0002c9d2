package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import java.util.List;
import java.util.Optional;

/**
 * A run so far: what it has evaluated, in the order in which the evaluations ended, of which there
 * is one at least.
 *
 * @param recommended what the method would have its user take, if anything
 */
public record History(List<Entry> entries, Optional<Configuration> recommended) {
  public History {
    entries = List.copyOf(entries);
  }

  /** One evaluation, as the method was told. */
  public record Entry(Configuration configuration, Evaluation evaluation) {}

  /** The least of the only objective's values. O(entries). */
  double least() {
    return entries.stream()
        .mapToDouble(entry -> entry.evaluation.value(ObjectiveSpec.UNNAMED))
        .min()
        .orElseThrow();
  }
}

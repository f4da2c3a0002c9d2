package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.strategy.SearchLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What is to be known afterwards of the making of one proposal. */
final class SearchNotes {
  private final Rounds rounds;

  /** What a model handed on, by what it is worth; NaN where it did not say. */
  private final Map<Configuration, Double> ranked = new HashMap<>();

  SearchNotes(SearchLimit limit) {
    this.rounds = new Rounds(limit);
  }

  Rounds rounds() {
    return rounds;
  }

  /** Takes note of what a model found; of equal configurations the first counts. */
  void found(Configuration configuration, double value) {
    ranked.putIfAbsent(configuration, value);
  }

  /** What there is to know of the configuration that was chosen in the end. */
  Pick pick(Configuration configuration) {
    double value = ranked.getOrDefault(configuration, Double.NaN);
    return new Pick(
        configuration,
        rounds.cut(),
        ranked.containsKey(configuration),
        Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty());
  }
}

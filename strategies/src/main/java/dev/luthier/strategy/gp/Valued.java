package dev.luthier.strategy.gp;

import java.util.Comparator;

/** A candidate and what the acquisition function says it is worth. */
record Valued(Candidate candidate, double value) {
  static final Comparator<Valued> BEST_FIRST = Comparator.comparingDouble(Valued::value).reversed();
}

package dev.luthier.transfer;

import dev.luthier.run.EvaluatedTrial;
import java.util.List;

/**
 * What a file held for a study. Every trial of the file is in exactly one of the lists.
 *
 * @param source what was read: {@code Optuna SQLite, study digits}
 * @param trials that fit the study, in the order of the file; their parameters are in the types of
 *     the study's space
 * @param skipped what did not, in the order of the file
 */
public record Imported(String source, List<EvaluatedTrial> trials, List<Skipped> skipped) {
  public Imported {
    trials = List.copyOf(trials);
    skipped = List.copyOf(skipped);
  }
}

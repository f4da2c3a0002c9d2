package dev.luthier.linalg;

import java.util.List;
import java.util.Objects;

/**
 * Studies that are modelled alike and apart from one another: the form of the kernel is the same
 * for all, its hyperparameters are each study's own.
 *
 * @param structure the form; the values of its hyperparameters mean nothing
 * @param studies B of them, each with at least {@link Kernel#requiredColumns()} columns; sizes may
 *     differ
 */
public record StudyBatch(Kernel structure, List<SmallStudy> studies) {
  public StudyBatch {
    Objects.requireNonNull(structure, "structure");
    studies = List.copyOf(studies);
    int required = structure.requiredColumns();
    for (int b = 0; b < studies.size(); b++) {
      if (studies.get(b).dimension() < required) {
        throw new IllegalArgumentException(
            "study "
                + b
                + " has "
                + studies.get(b).dimension()
                + " columns, the kernel needs at least "
                + required);
      }
    }
  }

  /** The hyperparameters of one study, p + 1: the kernel's, then the noise variance. */
  public int hyperparameterCount() {
    return structure.hyperparameterCount() + 1;
  }

  /** Points of the largest study; 0 if there is none. */
  public int largestCount() {
    return studies.stream().mapToInt(SmallStudy::count).max().orElse(0);
  }
}

package com.example.digits;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/**
 * Trains a network with a trial's settings and answers with its cross-validated accuracy. Each
 * epoch is reported with the mean accuracy of the five folds on the rows they have not seen; the
 * value of the trial is that of the last epoch. The same configuration and seed give the same
 * accuracies bit for bit, whatever else runs in the process.
 */
public final class DigitsObjective implements Objective {
  /**
   * Fixed. The good settings of this example's study gain 0.004 on average between epochs 20 and
   * 30, less than they differ by; more epochs would take more than two to three seconds of a core.
   */
  static final int EPOCHS = 30;

  private final DigitsData data;
  private final StratifiedFolds folds;

  /** Reads the data. PyTorch is started by the first trial. */
  public DigitsObjective() {
    data = DigitsData.load();
    folds = StratifiedFolds.deal(data.labels());
  }

  @Override
  public Evaluation evaluate(TrialContext trial) {
    Settings settings = Settings.of(trial.configuration());
    try (FoldTraining training = new FoldTraining(data, folds, settings, trial.seed())) {
      double accuracy = 0;
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        training.trainOneEpoch();
        accuracy = training.meanAccuracy();
        trial.report(epoch, accuracy);
        if (trial.shouldStop() || Thread.currentThread().isInterrupted()) {
          break;
        }
      }
      return Evaluation.of("accuracy", accuracy);
    }
  }
}

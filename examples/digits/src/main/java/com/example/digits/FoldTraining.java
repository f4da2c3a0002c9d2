package com.example.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;

/**
 * Trains the five networks of a trial, epoch by epoch. All randomness comes from the seed, none
 * from PyTorch's generator, which trials in the same process share. Confined to one thread; holds
 * PyTorch's memory until it is closed.
 */
final class FoldTraining implements AutoCloseable {
  private final NDManager manager = Torch.newManager();
  private final FoldBatches batches;
  private final FoldNetworks networks;
  private final DropoutMasks dropout;
  private final WeightUpdate update;
  private final FoldValidation validation;

  FoldTraining(DigitsData data, StratifiedFolds folds, Settings settings, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    networks = new FoldNetworks(manager, settings, random.split());
    batches = new FoldBatches(data, folds, settings.batch(), random.split());
    dropout = new DropoutMasks(settings, random.split());
    update = WeightUpdate.of(settings.optimizer(), networks.weights());
    validation = new FoldValidation(data, folds);
  }

  /** Shows every fold its training rows once. */
  void trainOneEpoch() {
    batches.shuffle();
    for (int i = 0; i < batches.batchesAnEpoch(); i++) {
      batches.load(i);
      try (NDManager step = manager.newSubManager()) {
        Torch.backpropagate(() -> crossEntropy(step));
        update.apply();
      }
    }
  }

  /** Mean accuracy of the five networks on the rows they are not trained on. */
  double meanAccuracy() {
    return validation.meanAccuracy(networks, manager);
  }

  @Override
  public void close() {
    manager.close();
  }

  private NDArray crossEntropy(NDManager step) {
    NDArray logits = networks.logits(batches.pixels().tensor(step), dropout);
    return logits.logSoftmax(2).mul(batches.targets().tensor(step)).sum();
  }
}

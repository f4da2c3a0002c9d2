package dev.luthier.linalg;

/**
 * What the author of a backend writes for a batch of small studies. {@link LikelihoodBatch#of} puts
 * the checks in front of it: arrays have the right lengths, hyperparameters are in their range, one
 * thread at a time.
 */
public interface LikelihoodEngine extends AutoCloseable {

  /** As {@link LikelihoodBatch#evaluate}. */
  void evaluate(double[] theta, double[] values, double[] gradients);

  /** Gives the memory back; called once. Never throws because a device is lost. */
  @Override
  void close();
}

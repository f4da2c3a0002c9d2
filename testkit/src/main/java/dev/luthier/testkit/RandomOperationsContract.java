package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of all operations of a session agree with the reference backend, and change
 * nothing that they should not: what the other contracts, which know what they look for, forgot.
 *
 * <p>Both backends get the same bits before every operation ({@link TwinSessions}), so that the
 * tolerance is the a-priori bound of that one operation and not a guess about chains: 16 n ε times
 * the growth that its Javadoc names.
 */
abstract class RandomOperationsContract extends BackendFixture {

  /** System property: how many sequences, instead of the number that the contract asks for. */
  static final String SEQUENCES = "dev.luthier.testkit.random.sequences";

  /** System property: the seed of the one sequence to run. */
  static final String SEED = "dev.luthier.testkit.random.seed";

  private final Backend reference = ReferenceCompute.newBackend();

  /** The seeds are 0 to this number, exclusively. */
  abstract int sequences();

  @AfterAll
  void closeReference() {
    reference.close();
  }

  @Test
  void sequencesOfOperationsAgreeWithTheReference() {
    Long seed = Long.getLong(SEED);
    if (seed != null) {
      new RandomSequence(seed).run(backend(), reference);
      return;
    }
    int count = Integer.getInteger(SEQUENCES, sequences());
    for (int sequence = 0; sequence < count; sequence++) {
      new RandomSequence(sequence).run(backend(), reference);
    }
  }
}

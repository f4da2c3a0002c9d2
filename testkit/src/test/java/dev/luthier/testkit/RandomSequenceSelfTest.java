package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Backend;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sequences find what is wrong with a backend, and say how to find it again. */
class RandomSequenceSelfTest {

  /** Ten times fewer than a backend is tested with by the other species. */
  private static final int SEQUENCES = 100;

  private final Backend reference = ReferenceCompute.newBackend();

  @AfterEach
  void close() {
    reference.close();
  }

  @ParameterizedTest
  @EnumSource
  void flawsAreFound(FlawedBackend flaw) {
    try (Backend flawed = flaw.create()) {
      OptionalLong found =
          LongStream.range(0, SEQUENCES).filter(seed -> fails(seed, flawed)).findFirst();
      assertTrue(found.isPresent());
      AssertionError again = failure(found.getAsLong(), flawed);
      String message = String.valueOf(again.getMessage());
      assertTrue(message.contains("seed " + found.getAsLong()), message);
      assertEquals(message, failure(found.getAsLong(), flawed).getMessage());
    }
  }

  @Test
  void referenceAgreesWithItself() {
    try (Backend other = ReferenceCompute.newBackend()) {
      for (int seed = 0; seed < SEQUENCES; seed++) {
        new RandomSequence(seed).run(other, reference);
      }
    }
  }

  private boolean fails(long seed, Backend flawed) {
    try {
      new RandomSequence(seed).run(flawed, reference);
      return false;
    } catch (AssertionError _) {
      return true;
    }
  }

  private AssertionError failure(long seed, Backend flawed) {
    return assertThrows(
        AssertionError.class, () -> new RandomSequence(seed).run(flawed, reference));
  }
}

package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.testkit.LinearAlgebraContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where there is no GPU its contract is skipped: all of it, and for the probe's reason. */
class SkippedContractTest {

  private static final System.Logger LOG = System.getLogger(SkippedContractTest.class.getName());

  /** The contract grows; it must not come to be empty. */
  private static final int FEWEST_GROUPS = 12;

  @Test
  void everyTestIsSkippedWithTheReasonOfTheProbe() {
    switch (new CudaBackendProvider().probe(BackendOptions.defaults())) {
      case Availability.Available _ -> Skip.because("there is a GPU: its contract is run");
      case Availability.Unavailable(String reason, String remedy) -> {
        LOG.log(System.Logger.Level.INFO, "no GPU, its contract is skipped: " + reason);
        ContractRun.Tally tally = ContractRun.run(List.of(CudaBackendTest.class.getName()));
        assertEquals(0, tally.passed);
        assertEquals(0, tally.failures);
        assertEquals(testsOfTheContract(), tally.skipped);
        assertEquals(1, tally.reasons.size(), tally.reasons::toString);
        assertTrue(tally.reasons.getFirst().contains(reason), tally.reasons::toString);
        assertTrue(tally.reasons.getFirst().contains(remedy), tally.reasons::toString);
      }
    }
  }

  /** Of each group; how often a parameterized one would be called is not known before it is. */
  private static int testsOfTheContract() {
    int tests = 0;
    int groups = 0;
    for (Class<?> group : LinearAlgebraContract.class.getDeclaredClasses()) {
      groups++;
      long methods = 0;
      for (Class<?> each = group; each != Object.class; each = each.getSuperclass()) {
        methods +=
            Arrays.stream(each.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
      }
      tests += (int) Math.max(1, methods);
    }
    assertTrue(groups >= FEWEST_GROUPS, () -> "the contract has other groups now");
    return tests;
  }
}

package dev.luthier.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.space.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class NoisyProblemTest {
  private static final NoisyProblem BRANIN = NoisyProblem.all().getFirst();
  private static final double MINIMUM = 0.397887;

  private static Configuration minimiser(Instance instance) {
    return instance.space().configuration(Map.of("x0", Math.PI, "x1", 2.275));
  }

  /** Over 4,000 evaluations; the error of a standard deviation is 1/√8000 of it. */
  @Test
  void noiseIsNormalAboutTheTruth() {
    Instance instance = BRANIN.instance(0);
    double[] errors =
        LongStream.range(0, 4_000)
            .mapToDouble(i -> instance.evaluate(minimiser(instance), i).value("value") - MINIMUM)
            .toArray();
    double sd = BRANIN.standardDeviation();
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (double error : errors) {
      mean += error / errors.length;
      square += error * error / errors.length;
      fourth += Math.pow(error / sd, 4) / errors.length;
    }
    assertEquals(0, mean, 4 * sd / Math.sqrt(errors.length));
    assertEquals(1, Math.sqrt(square) / sd, 4 / Math.sqrt(2.0 * errors.length));
    assertEquals(3, fourth, 4 * Math.sqrt(96.0 / errors.length));
  }

  @Test
  void noiseDependsOnSeedAndIndexAlone() {
    Instance instance = BRANIN.instance(0);
    double first = instance.evaluate(minimiser(instance), 5).value("value");
    assertEquals(first, BRANIN.instance(0).evaluate(minimiser(instance), 5).value("value"));
    assertNotEquals(first, BRANIN.instance(0).evaluate(minimiser(instance), 6).value("value"));
    assertNotEquals(first, BRANIN.instance(1).evaluate(minimiser(instance), 5).value("value"));
  }

  /** The score is the regret in units of five standard deviations. */
  @Test
  void aRunIsAsGoodAsTheTruthAboutWhatItRecommends() {
    Instance instance = BRANIN.instance(0);
    Configuration best = minimiser(instance);
    Configuration other = instance.start().getFirst();
    var lucky = new History.Entry(other, instance.evaluate(other, 0));
    assertEquals(MINIMUM, instance.figure(new History(List.of(lucky), Optional.of(best))), 1e-6);
    assertEquals(0, instance.score(MINIMUM), 1e-6);
    assertEquals(1, instance.score(MINIMUM + 5 * BRANIN.standardDeviation()), 1e-6);
  }
}

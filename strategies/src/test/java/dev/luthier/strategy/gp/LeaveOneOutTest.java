package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.Posterior;
import dev.luthier.testkit.ReferenceCompute;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
  private static final SearchSpace SPACE = square();
  private static final Workload WORKLOAD = new Workload(1, 2, 64);
  private static final int TRIALS = 25;

  private final ReferenceCompute compute = new ReferenceCompute();
  private final ModelSpace model = new ModelSpace(SPACE);

  private static SearchSpace square() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(RealParameter.linear("y", 0, 1));
    return space.build();
  }

  /** With a standard error for every other value, so that noise differs. */
  private Observations observations() {
    ObjectiveSpec objective = ObjectiveSpec.minimize("value");
    Output output = new Output.Objective(objective, true);
    var candidates = new CandidateSpace(SPACE);
    var setup = new StrategySetup(SPACE, List.of(objective), List.of(), 1, Map.of(), compute);
    var none = new EarlierModels(setup, candidates, model, output, WORKLOAD);
    var observations = new Observations(candidates, model, List.of(output), none);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < TRIALS; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      double value = Math.exp(Math.sin(5 * x) + y * y) + 0.05 * random.nextGaussian();
      Evaluation evaluation = Evaluation.of("value", value);
      observations.add(
          new Trial.Completed(
              i,
              SPACE.configuration(Map.of("x", x, "y", y)),
              List.of(),
              new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH),
              i % 2 == 0 ? evaluation.withStandardError(0.1) : evaluation));
    }
    return observations;
  }

  /** By a process for each observation that has seen all the others, with the same model. */
  @Test
  void theClosedFormIsWhatAProcessWithoutTheObservationPredicts() {
    Observations observations = observations();
    try (var schedule = new ModelSchedule(observations, 0, model.families(), compute, WORKLOAD)) {
      schedule.observed();
      ModelSchedule.Current current = schedule.current().orElseThrow();
      double[] values = observations.values(0, TRIALS);
      OutputModel output = new OutputModel(current, values, LinearTrend.NONE);
      OutputModel.LeftOut left = output.leftOut();
      double[] targets = current.transform().apply(values);
      double[] noise = output.process().noise();
      assertTrue(noise[0] != noise[1], "errors are told of some");
      for (int i = 0; i < TRIALS; i++) {
        int own = i;
        int[] others = IntStream.range(0, TRIALS).filter(j -> j != own).toArray();
        try (GaussianProcess without =
            GaussianProcess.observing(
                    compute.openSession(WORKLOAD),
                    output.process().model(),
                    observations.points(others),
                    at(noise, others),
                    TRIALS)
                .orElseThrow()) {
          without.setTargets(at(targets, others));
          try (Posterior posterior = without.at(observations.points(i, i + 1))) {
            double variance = posterior.variance()[0] + noise[i];
            // K has a condition of some thousands.
            assertEquals(posterior.mean()[0], left.means()[i], 1e-9);
            assertEquals(variance, left.variances()[i], 1e-9 * variance);
          }
        }
      }
    }
  }

  private static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}

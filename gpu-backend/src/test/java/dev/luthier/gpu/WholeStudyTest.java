package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.gpu.simulated.SimulatedControl;
import dev.luthier.run.Ask;
import dev.luthier.run.Study;
import dev.luthier.select.BackendWish;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyState;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Bayesian optimization as a user has it, on the backend {@code cuda}: neither surrogate nor
 * strategy knows. In a process whose {@code LUTHIER_CUDA} names the stand-ins.
 */
class WholeStudyTest {

  private static final int TRIALS = 25;

  /** The first four are drawn; the others are found by the model. */
  private static final int ALIKE = 10;

  private static final RealParameter X = RealParameter.linear("x", -5, 5);
  private static final RealParameter Y = RealParameter.linear("y", -5, 5);
  private static final CategoricalParameter<String> KIND =
      CategoricalParameter.of("kind", "a", "b", "c");

  private final SimulatedControl machine = SimulatedControl.open();

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(X);
    space.add(Y);
    space.add(KIND);
    return space.build();
  }

  private static double value(TrialContext trial) {
    double x = trial.configuration().get(X) - 1;
    double y = trial.configuration().get(Y) + 2;
    return x * x + y * y + trial.configuration().get(KIND).charAt(0) - 'a';
  }

  /** What a study proposed, what its log says of backends, and the best value. */
  private record Ran(List<Configuration> proposals, List<String> backends, double best) {}

  private static Ran run(String backend, Runnable halfway) {
    StudySpec spec =
        new StudySpec(
            "whole",
            space(),
            List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
            List.of(),
            new StrategySpec("gp", Map.of()),
            7,
            Budget.trials(TRIALS));
    List<Configuration> proposals = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    try (Study study =
        Study.open(
            spec,
            new InMemoryStore(Clock.systemUTC()),
            Clock.systemUTC(),
            BackendWish.of(backend))) {
      for (int i = 0; i < TRIALS; i++) {
        if (i == 3 * TRIALS / 4) {
          halfway.run();
        }
        TrialContext trial = study.askForClient(Ask.of(1)).trials().getFirst();
        proposals.add(trial.configuration());
        double value = value(trial);
        best = Math.min(best, value);
        study.tell(trial.number(), Evaluation.of(value));
      }
      List<String> backends =
          study.read(StudyState::backends).stream().map(StudyEvent.BackendChosen::backend).toList();
      return new Ran(proposals, backends, best);
    }
  }

  @Test
  void theSameStudyProposesTheSameTwice() {
    long before = machine.launches();
    Ran first = run("cuda", () -> {});
    assertTrue(machine.launches() - before > 1000, "the model was elsewhere");
    assertEquals(List.of("cuda"), first.backends);
    assertTrue(first.best < 0.05, () -> "best " + first.best);
    assertEquals(first, run("cuda", () -> {}));
  }

  /** Rounding differs, and grows from trial to trial; where the model begins it is the same. */
  @Test
  void proposesWhatTheReferenceWould() {
    Ran ours = run("cuda", () -> {});
    Ran reference = run("reference", () -> {});
    for (int i = 0; i < ALIKE; i++) {
      Configuration expected = reference.proposals.get(i);
      Configuration found = ours.proposals.get(i);
      assertEquals(expected.get(X), found.get(X), 1e-6);
      assertEquals(expected.get(Y), found.get(Y), 1e-6);
      assertEquals(expected.get(KIND), found.get(KIND));
    }
    assertTrue(reference.best < 0.05, () -> "best " + reference.best);
  }

  /** And the next one has the device again: nobody holds what was lost. */
  @Test
  void aStudyWhoseDeviceIsLostGoesOn() {
    Ran ran = run("cuda", () -> machine.loseDevice(700));
    assertEquals(TRIALS, ran.proposals.size());
    assertEquals("cuda", ran.backends.getFirst());
    assertEquals("reference", ran.backends.getLast());
    assertEquals(List.of("cuda"), run("cuda", () -> {}).backends);
    assertTrue(ran.best < 0.05, () -> "best " + ran.best);
  }
}

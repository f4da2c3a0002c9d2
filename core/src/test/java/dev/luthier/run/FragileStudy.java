package dev.luthier.run;

import dev.luthier.select.BackendWish;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.store.StudyState;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A study on a {@link FragileBackendProvider}, in a class loader of its own, whose process-wide
 * state no other test shares. It speaks in the words of {@link LostDeviceTest}, and in texts.
 */
public final class FragileStudy implements Function<Map<String, Object>, List<String>> {
  private static final Clock CLOCK = Clock.systemUTC();

  private static final RealParameter X = RealParameter.linear("x", 0, 1);
  private static final IntegerParameter N = IntegerParameter.linear("n", 1, 100);
  private static final SearchSpace SPACE = space();

  /** Made by that test. */
  public FragileStudy() {}

  /**
   * Evaluates trials, and says what they were, and what the log says of backends.
   *
   * @param request {@code file} of the store; {@code backend} that is named; {@code failure} and
   *     {@code after} so many operations; {@code known} trials there are before; {@code trials} to
   *     evaluate, opening the study anew before those of number {@code open} and greater
   */
  @Override
  public List<String> apply(Map<String, Object> request) {
    FragileBackendProvider.arm(
        FragileBackendProvider.Failure.valueOf(text(request, "failure")), number(request, "after"));
    Path file = Path.of(text(request, "file"));
    BackendWish wish = BackendWish.of(text(request, "backend"));
    int trials = number(request, "trials");
    int open = number(request, "open");
    List<String> said = new ArrayList<>();
    Study study = Study.open(spec(), SqliteStore.open(file, CLOCK), CLOCK, wish);
    try {
      study.add(known(number(request, "known")));
      for (int i = 0; i < trials; i++) {
        if (i >= open) {
          study.close();
          study = Study.open(spec(), SqliteStore.open(file, CLOCK), CLOCK, BackendWish.AUTO);
        }
        TrialContext trial = study.askForClient(Ask.of(1)).trials().getFirst();
        said.add(trial.number() + " " + trial.configuration());
        study.tell(trial.number(), Evaluation.of(value(trial.configuration())));
      }
      said.add("best " + study.recommended().orElseThrow().number());
      study.read(StudyState::backends).stream()
          .map(e -> e.backend() + " from " + e.observations() + ": " + e.reason())
          .forEach(said::add);
      said.add(FragileBackendProvider.PROBES.get() + " probes");
    } finally {
      study.close();
    }
    return said;
  }

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(X);
    space.add(N);
    return space.build();
  }

  private static String text(Map<String, Object> request, String name) {
    return (String) Objects.requireNonNull(request.get(name), name);
  }

  private static int number(Map<String, Object> request, String name) {
    return (Integer) Objects.requireNonNull(request.get(name), name);
  }

  /** Enough of them, and fits run in the background. */
  private static List<EvaluatedTrial> known(int count) {
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    List<EvaluatedTrial> known = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> parameters = Map.of("x", i * 0.618 % 1, "n", 1 + i * 37 % 100);
      known.add(
          new EvaluatedTrial(
              parameters,
              List.of(),
              new Trial.Timing("elsewhere", then, then.plusSeconds(9)),
              new Outcome.Completed(Evaluation.of(value(SPACE.configuration(parameters))))));
    }
    return known;
  }

  private static double value(Configuration at) {
    return Math.sin(9 * at.get(X)) + Math.abs(at.get(N) - 40) / 50.0;
  }

  /** A search that is small: every operation of the reference takes its time. */
  private static StudySpec spec() {
    return new StudySpec(
        "study",
        SPACE,
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        new StrategySpec("gp", Map.of("candidates", 64, "starts", 2)),
        7,
        Budget.UNLIMITED);
  }
}

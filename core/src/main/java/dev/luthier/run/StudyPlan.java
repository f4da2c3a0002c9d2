package dev.luthier.run;

import dev.luthier.config.Defaults;
import dev.luthier.error.InvalidInputException;
import dev.luthier.space.record.RecordSpace;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Direction;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A study over a record class, before it begins: the default strategy, seed 0, in memory, unless it
 * says otherwise. Immutable.
 *
 * <pre>{@code
 * var report = Study.minimize(Mlp.class).seed(7)
 *     .run(trial -> train(trial.config(), trial), Budget.trials(100).parallel(4));
 * Mlp best = report.best().orElseThrow().config();
 * }</pre>
 */
public final class StudyPlan<T extends Record> {
  private final RecordSpace<T> space;
  private final StudySpec spec;
  private final Optional<Path> file;

  private StudyPlan(RecordSpace<T> space, StudySpec spec, Optional<Path> file) {
    this.space = space;
    this.spec = spec;
    this.file = file;
  }

  /** Named as the record class. */
  static <T extends Record> StudyPlan<T> of(Class<T> type, Direction direction) {
    RecordSpace<T> space = RecordSpace.of(type);
    StudySpec spec =
        new StudySpec(
            type.getSimpleName(),
            space.space(),
            List.of(new ObjectiveSpec(ObjectiveSpec.UNNAMED, direction)),
            List.of(),
            Defaults.strategy(),
            Defaults.SEED,
            Budget.UNLIMITED);
    return new StudyPlan<>(space, spec, Optional.empty());
  }

  /** All randomness of the study comes from it. */
  public StudyPlan<T> seed(long seed) {
    return with(spec.withSeed(seed));
  }

  /** A strategy by name, such as {@code random}, with its defaults. */
  public StudyPlan<T> strategy(String name) {
    return strategy(StrategySpec.named(name));
  }

  public StudyPlan<T> strategy(StrategySpec strategy) {
    return with(spec.withStrategy(strategy));
  }

  /** A pruner by name, such as {@code median}, with its defaults; without one nobody is stopped. */
  public StudyPlan<T> pruner(String name) {
    return pruner(PrunerSpec.named(name));
  }

  public StudyPlan<T> pruner(PrunerSpec pruner) {
    return with(spec.withPruner(pruner));
  }

  /**
   * Keeps every trial in a file as it comes, as {@code luthier} does; a study that is in the file
   * already goes on. The name of the record class is the study's name there.
   */
  public StudyPlan<T> storedIn(Path database) {
    return new StudyPlan<>(space, spec, Optional.of(database));
  }

  /** The definition as other studies have one, without a budget. */
  public StudySpec spec() {
    return spec;
  }

  /**
   * Evaluates trials until the budget is used up; a stored study's earlier trials count. The
   * record's default is the first trial of a new study.
   *
   * @throws InvalidInputException as {@link Study#create(StudySpec)} and, with a file, {@link
   *     Study#open(StudySpec, StudyStore, Clock)}
   */
  public TypedReport<T> run(TypedObjective<T> objective, Budget budget) {
    try (TypedStudy<T> study = open(budget)) {
      return study.run(objective);
    }
  }

  /** As {@link #open(Budget)}, without an end. */
  public TypedStudy<T> open() {
    return open(Budget.UNLIMITED);
  }

  /**
   * The study, to be asked and told by the caller, who closes it.
   *
   * @throws InvalidInputException as {@link #run}
   */
  public TypedStudy<T> open(Budget budget) {
    Clock clock = Clock.systemUTC();
    StudyStore store =
        file.<StudyStore>map(path -> SqliteStore.open(path, clock))
            .orElseGet(() -> new InMemoryStore(clock));
    boolean isOpen = false;
    try {
      Study study = Study.open(spec.withBudget(budget), store, clock);
      if (study.trials().isEmpty()) {
        space.first().ifPresent(first -> study.enqueue(space.configuration(first).asMap()));
      }
      isOpen = true;
      return new TypedStudy<>(study, space);
    } finally {
      if (!isOpen) {
        store.close();
      }
    }
  }

  private StudyPlan<T> with(StudySpec newSpec) {
    return new StudyPlan<>(space, newSpec, file);
  }
}

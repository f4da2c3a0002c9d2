package dev.luthier.cli.study;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.run.Study;
import dev.luthier.select.BackendWish;
import dev.luthier.store.StoreException;
import dev.luthier.store.sqlite.SqliteArchive;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.StudySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a study is kept, and which one of those there.
 *
 * @param store the file
 * @param spec the study's definition, where a study file gives it
 * @param study its name, where a store has several
 * @param backend what models are to be computed with
 */
public record StudyPlace(
    Path store, Optional<StudySpec> spec, Optional<String> study, BackendWish backend) {

  /**
   * For the other shells of a loop, each of which owns the store for half a second; who runs a
   * study owns it for hours, and should be named soon.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The study that a file defines. */
  public static StudyPlace ofFile(StudySpec spec, Path store) {
    return new StudyPlace(store, Optional.of(spec), Optional.empty(), BackendWish.AUTO);
  }

  /** A study of a store, the only one if no name is given. */
  public static StudyPlace ofStore(Path store, Optional<String> study) {
    return new StudyPlace(store, Optional.empty(), study, BackendWish.AUTO);
  }

  /** The same, its models computed as wished. */
  public StudyPlace with(BackendWish wish) {
    return new StudyPlace(store, spec, study, wish);
  }

  /**
   * The study, to be changed by this process; a new one where a study file defines one that is not
   * there yet. The caller closes it.
   *
   * @throws InvalidInputException when there is none, or the study file says otherwise than the
   *     store
   * @throws StoreException when the store cannot be opened, or another process owns it
   */
  public Study openOrCreate(Clock clock) {
    return spec.isPresent()
        ? open(clock, PATIENCE, store -> Study.join(spec.get(), store, clock, backend))
        : open(clock);
  }

  /**
   * The study that a file defines, to be run by this process with the file's budget.
   *
   * @throws InvalidInputException when the study file says otherwise than the store
   * @throws StoreException when the store cannot be opened, or another process owns it
   */
  public Study openToRun(Clock clock) {
    StudySpec plan = spec.orElseThrow(() -> new IllegalStateException("a store has no plan"));
    return open(clock, Duration.ZERO, store -> Study.open(plan, store, clock, backend));
  }

  /** As {@link #openOrCreate}, of a study that must be there. */
  public Study open(Clock clock) {
    if (!Files.exists(store)) {
      throw noStore(); // Before the store is made.
    }
    return open(
        clock,
        PATIENCE,
        opened -> {
          String name = choose(opened.studies());
          return spec.isPresent()
              ? Study.join(spec.get(), opened, clock, backend)
              : Study.open(name, opened, clock);
        });
  }

  /**
   * The study as it is now, beside whoever owns its store.
   *
   * @throws InvalidInputException when there is none
   * @throws StoreException when the store cannot be read
   */
  public KeptStudy read() {
    if (!Files.exists(store)) {
      throw noStore();
    }
    try (SqliteArchive archive = SqliteArchive.open(store)) {
      String name = choose(archive.studies());
      return new KeptStudy(store, archive.find(name).orElseThrow(), archive.owner());
    }
  }

  /** How a study is opened in a store, which it then closes. */
  private interface Opening {
    Study in(SqliteStore store);
  }

  private Study open(Clock clock, Duration patience, Opening opening) {
    SqliteStore opened = SqliteStore.open(store, clock, patience);
    try {
      return opening.in(opened);
    } catch (InvalidInputException | StoreException e) {
      opened.close();
      throw e;
    }
  }

  private String choose(List<String> studies) {
    if (spec.isPresent()) {
      String name = spec.get().name();
      if (!studies.contains(name)) {
        throw notBegun(name, "; the store has " + studies);
      }
      return name;
    }
    if (study.isPresent()) {
      String name = study.get();
      if (!studies.contains(name)) {
        throw new InvalidInputException(
            "--study",
            name,
            "is not in " + store + ", which has " + studies + Suggestion.question(name, studies));
      }
      return name;
    }
    if (studies.size() != 1) {
      throw studies.isEmpty()
          ? new InvalidInputException("FILE", store, "is a store without a study")
          : new InvalidInputException(
              "--study", "(missing)", "is needed: " + store + " has " + studies);
    }
    return studies.getFirst();
  }

  private InvalidInputException noStore() {
    return spec.isPresent()
        ? notBegun(spec.get().name(), "; there is no " + store)
        : new InvalidInputException("FILE", store, "does not exist");
  }

  private static InvalidInputException notBegun(String name, String how) {
    return new InvalidInputException(
        "study", name, "has not begun: luthier tune or luthier ask begins it" + how);
  }
}

package dev.luthier.select;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.Session;
import dev.luthier.select.cost.Preference;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Where one study computes. Which backend that is depends on measurements, so it is decided at
 * fixed numbers of observations, and each decision is an event of the study:
 *
 * <pre>
 *   observations of a fit   1 ────── 128 ────── 256 ─────── 512 ── …
 *   decided for             1        128        256         512
 * </pre>
 *
 * A fit of c observations uses what was decided for the last of these numbers up to c, however
 * often and by whomever the study is opened: unless that backend does not work here, which is a new
 * decision, and an event. Thread-safe.
 */
public final class StudyCompute implements Compute {
  /**
   * Up to here a trial takes a few milliseconds with every backend; beyond, its cost grows up to
   * eightfold from one decision to the next.
   */
  private static final int SECOND_DECISION = 128;

  /** The decisions for the first fits are made for what lies in the middle of them. */
  private static final int FEW = SECOND_DECISION / 2;

  /** What a study remembers of its backends. Thread-safe. */
  public interface Log {
    /** All choices, in order. */
    List<BackendChosen> choices();

    void add(BackendChosen choice);
  }

  private final BackendSource source;
  private final BackendWish wish;
  private final Log log;

  /** By the number of observations they were decided for. Guarded by this. */
  private final Map<Integer, Backend> decided = new TreeMap<>();

  StudyCompute(BackendSource source, BackendWish wish, Log log) {
    this.source = source;
    this.wish = wish;
    this.log = log;
  }

  /** With the backends of this process. */
  public static StudyCompute of(BackendWish wish, Log log) {
    return new StudyCompute(ProcessBackends.shared(), wish, log);
  }

  /** For a strategy without a study: nothing is remembered beyond it. */
  static StudyCompute withoutStudy() {
    List<BackendChosen> choices = new ArrayList<>();
    return of(
        BackendWish.AUTO,
        new Log() {
          @Override
          public List<BackendChosen> choices() {
            return choices;
          }

          @Override
          public void add(BackendChosen choice) {
            choices.add(choice);
          }
        });
  }

  @Override
  public Session openSession(Workload workload) {
    return backend(workload).openSession();
  }

  @Override
  public Executor background() {
    return source.background();
  }

  /** The number of observations for which is decided what a fit of so many uses. */
  static int decision(int observations) {
    return observations < SECOND_DECISION ? 1 : Integer.highestOneBit(observations);
  }

  private synchronized Backend backend(Workload workload) {
    int decision = decision(workload.observations());
    Backend backend = decided.get(decision);
    if (backend == null) {
      backend = decide(decision, workload);
      decided.put(decision, backend);
    }
    return backend;
  }

  private Backend decide(int decision, Workload workload) {
    Optional<BackendChosen> before =
        log.choices().stream()
            .filter(choice -> choice.observations() == decision)
            .reduce((_, later) -> later);
    Optional<String> wanted = wish.name().or(() -> before.map(BackendChosen::backend));
    Optional<Backend> found = wanted.flatMap(source::find);
    if (found.isEmpty()) {
      wish.requireAvailable();
      return choose(decision, workload, before);
    }
    Backend backend = found.get();
    if (before.isEmpty() || !isOf(before.get(), backend)) {
      String reason =
          wish.name().isPresent() ? "named by the study's owner" : "as before, in another version";
      log.add(chosen(backend, decision, Map.of(), reason));
    }
    return backend;
  }

  private Backend choose(int decision, Workload workload, Optional<BackendChosen> before) {
    Preference preference = source.preferred(workload.at(Math.max(decision, FEW)));
    Backend backend =
        source
            .find(preference.backend())
            .orElseThrow(
                () -> new IllegalStateException(preference.backend() + " does not work any more"));
    String reason =
        before.map(choice -> choice.backend() + " does not work here; ").orElse("")
            + preference.reason();
    log.add(chosen(backend, decision, preference.predicted(), reason));
    return backend;
  }

  private static boolean isOf(BackendChosen choice, Backend backend) {
    return choice.backend().equals(backend.info().name())
        && choice.version().equals(backend.info().version());
  }

  private static BackendChosen chosen(
      Backend backend, int decision, Map<String, Double> predicted, String reason) {
    return new BackendChosen(
        backend.info().name(), backend.info().version(), decision, predicted, reason);
  }
}

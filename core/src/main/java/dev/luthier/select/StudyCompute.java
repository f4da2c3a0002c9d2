package dev.luthier.select;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Session;
import dev.luthier.select.cost.Preference;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * decision, and an event.
 *
 * <p>An accelerator may fail in the middle: {@link #fallBack} then decides anew for what it was
 * chosen for, among the backends that compute with the processor, and sessions opened afterwards
 * are of those. Thread-safe.
 */
public final class StudyCompute implements Compute {
  private static final Logger LOG = System.getLogger(StudyCompute.class.getName());

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
  private final NavigableMap<Integer, Backend> decided = new TreeMap<>();

  /** That of the last decision; of any number of observations. Guarded by this. */
  private Optional<Workload> workload = Optional.empty();

  /** The last that an accelerator has had in this study and process. Guarded by this. */
  private Optional<Setback> setback = Optional.empty();

  /**
   * Why accelerators are left alone.
   *
   * @param from so many observations on, a decision's number
   */
  private record Setback(int from, String reason) {}

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

  /**
   * Turns away from an accelerator, if one that this study computes with is the cause of a failure:
   * for good when it is lost; when its memory is full, from the greatest number of observations on
   * that it has been chosen for. Events and one warning say so. All sessions must be closed, and
   * what was computed with them made anew.
   *
   * <p>Memory that is full does not say whose it is. Where an accelerator is in use it is taken to
   * be that one's, which has less; should it be the host's, the next failure says so.
   *
   * @return whether to try again; if not, the failure is none of an accelerator's
   */
  public synchronized boolean fallBack(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case DeviceLostException lost -> {
          return isLost(lost);
        }
        case DeviceOutOfMemoryException full -> {
          return isFull(full);
        }
        default -> {}
      }
    }
    return false;
  }

  private boolean isLost(DeviceLostException lost) {
    List<Backend> gone =
        accelerators().values().stream()
            .filter(backend -> backend.info().name().equals(lost.backend()))
            .distinct()
            .toList();
    gone.forEach(source::lost);
    if (!gone.isEmpty()) {
      fallBack(1, lost.backend() + " has lost its device (" + lost.answer() + ")");
    }
    return !gone.isEmpty();
  }

  private boolean isFull(DeviceOutOfMemoryException full) {
    Optional<Map.Entry<Integer, Backend>> greatest =
        Optional.ofNullable(accelerators().lastEntry());
    greatest.ifPresent(
        entry ->
            fallBack(entry.getKey(), entry.getValue().info().name() + ": " + full.getMessage()));
    return greatest.isPresent();
  }

  private NavigableMap<Integer, Backend> accelerators() {
    NavigableMap<Integer, Backend> found = new TreeMap<>(decided);
    found.values().removeIf(backend -> Preference.isOnHost(backend.info().name()));
    return found;
  }

  /** Decides anew for all that accelerators were chosen for, here or in an earlier process. */
  private void fallBack(int from, String reason) {
    setback = Optional.of(new Setback(from, reason));
    Map<Integer, String> chosen = new TreeMap<>();
    log.choices()
        .forEach(choice -> chosen.put(Math.toIntExact(choice.observations()), choice.backend()));
    chosen.entrySet().removeIf(choice -> isAllowed(choice.getValue(), choice.getKey()));
    decided.keySet().removeAll(chosen.keySet());
    Set<String> instead = new TreeSet<>();
    for (int decision : chosen.keySet()) {
      Backend backend = backend(workload.orElseThrow().at(decision));
      instead.add(backend.info().name());
    }
    warn(from, reason, String.join(" and ", instead));
  }

  private static void warn(int from, String reason, String instead) {
    String what = from == 1 ? "the study goes" : "models of " + from + " observations or more go";
    LOG.log(Level.WARNING, reason + "; " + what + " on with " + instead);
  }

  private boolean isAllowed(String backend, int decision) {
    return Preference.isOnHost(backend)
        || setback.filter(failed -> decision >= failed.from()).isEmpty();
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

  private Backend decide(int decision, Workload next) {
    workload = Optional.of(next);
    Optional<BackendChosen> before =
        log.choices().stream()
            .filter(choice -> choice.observations() == decision)
            .reduce((_, later) -> later);
    Optional<String> named = wish.name().filter(name -> isAllowed(name, decision));
    Optional<String> chosen =
        before.map(BackendChosen::backend).filter(name -> isAllowed(name, decision));
    Optional<Backend> found = named.or(() -> chosen).flatMap(source::find);
    if (found.isPresent()) {
      Backend backend = found.get();
      if (before.isEmpty() || !isOf(before.get(), backend)) {
        String reason =
            named.isPresent() ? "named by the study's owner" : "as before, in another version";
        log.add(chosen(backend, decision, Map.of(), reason));
      }
      return backend;
    }
    if (named.isPresent()) {
      return withoutNamed(named.get(), decision);
    }
    String why =
        setback
            .filter(failed -> decision >= failed.from())
            .map(Setback::reason)
            .or(() -> before.map(choice -> choice.backend() + " does not work here"))
            .map(reason -> reason + "; ")
            .orElse("");
    return choose(decision, why);
  }

  /** An accelerator that worked when the study was opened does not hold it up any more. */
  private Backend withoutNamed(String name, int decision) {
    String reason = name + " does not work here";
    if (Preference.isOnHost(name)) {
      wish.requireAvailable();
      return choose(decision, reason + "; ");
    }
    setback = Optional.of(new Setback(1, reason));
    Backend backend = choose(decision, reason + "; ");
    warn(1, reason, backend.info().name());
    return backend;
  }

  /**
   * Decides by what is predicted.
   *
   * @param why there is something to decide, if that is not plain
   */
  private Backend choose(int decision, String why) {
    Workload typical = workload.orElseThrow().at(Math.max(decision, FEW));
    Preference preference =
        setback.filter(failed -> decision >= failed.from()).isPresent()
            ? source.preferredOnHost(typical)
            : source.preferred(typical);
    Backend backend =
        source
            .find(preference.backend())
            .orElseThrow(
                () -> new IllegalStateException(preference.backend() + " does not work any more"));
    log.add(chosen(backend, decision, preference.predicted(), why + preference.reason()));
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

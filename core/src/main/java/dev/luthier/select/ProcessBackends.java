package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.select.cost.CostMeasurement;
import dev.luthier.select.cost.CostProfile;
import dev.luthier.select.cost.Preference;
import dev.luthier.select.cost.ProfileCache;
import dev.luthier.select.cost.ProfileKey;
import dev.luthier.strategy.Workload;
import dev.luthier.version.LuthierVersion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What all studies of a process compute with: backends, each made when it is first used; what they
 * cost here; and as many background threads as there are processors, which end when they have
 * nothing to do. Lives as long as the process. Thread-safe.
 */
public final class ProcessBackends implements BackendSource {
  private static final Logger LOG = System.getLogger(ProcessBackends.class.getName());

  /** Long enough for the next fit of a busy study, short enough for nobody to notice. */
  private static final long IDLE_SECONDS = 10;

  private static final ProcessBackends SHARED = new ProcessBackends(ProfileCache.ofUser());

  private final ProfileCache cache;
  private final Executor background = pool();

  /** Guarded by this, as what follows. */
  private final Map<String, Backend> made = new TreeMap<>();

  /** Lost ones. */
  private final List<Backend> retired = new ArrayList<>();

  /** What providers answered, by name; of a lost backend no more. */
  private final Map<String, Backends.Probed> answers = new TreeMap<>();

  private boolean hasWarned;
  private Optional<CostProfile> profile = Optional.empty();

  ProcessBackends(ProfileCache cache) {
    this.cache = cache;
  }

  /** Those of this process. */
  public static ProcessBackends shared() {
    return SHARED;
  }

  @Override
  public Executor background() {
    return background;
  }

  @Override
  public synchronized Optional<Backend> find(String name) {
    if (!made.containsKey(name)) {
      closeRetired();
      Backends.probe(name).ifPresent(fresh -> answers.put(name, make(fresh)));
    }
    return Optional.ofNullable(made.get(name));
  }

  /**
   * What the provider says after all: between its two answers another process may take a device.
   */
  private Backends.Probed make(Backends.Probed fresh) {
    if (fresh.isAvailable()) {
      try {
        made.put(fresh.provider().name(), fresh.provider().create(BackendOptions.defaults()));
      } catch (BackendUnavailableException e) {
        return fresh.andThen(new Availability.Unavailable(e.reason(), e.remedy()));
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.DEBUG, fresh.provider().name() + " could not be made", e);
        return fresh.andThen(
            new Availability.Unavailable(
                "it said that it works, and then failed: " + e, "Report this with its reason."));
      }
    }
    return fresh;
  }

  /**
   * {@inheritDoc} It is not used again. Whoever asks for its name next gets another one, if the
   * provider then says that it works.
   */
  @Override
  public synchronized void lost(Backend backend) {
    String name = backend.info().name();
    if (made.remove(name, backend)) {
      answers.remove(name);
      retired.add(backend);
    }
  }

  /** Those that nobody has sessions of any more: who had is about to learn of the loss. */
  private void closeRetired() {
    retired.removeIf(
        backend -> {
          try {
            backend.close();
            return true;
          } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, backend.info().name() + " is lost, and stays open", e);
            return false;
          }
        });
  }

  /**
   * {@inheritDoc} By a profile: of this process, or one that was kept, or measured in less than 50
   * ms. One that has not settled is measured again, at every question.
   */
  @Override
  public synchronized Preference preferred(Workload workload) {
    List<String> names = candidates(_ -> true);
    if (!hasWarned) {
      hasWarned = true;
      warn(answers.values());
    }
    return preferred(names, workload);
  }

  @Override
  public synchronized Preference preferredOnHost(Workload workload) {
    return preferred(candidates(Preference::isOnHost), workload);
  }

  private Preference preferred(List<String> names, Workload workload) {
    if (names.size() == 1) {
      return new Preference(names.getFirst(), Map.of(), "the only one that works here");
    }
    return Preference.among(names, profile(names), workload);
  }

  /** Those that may be taken, the preferred first. */
  private List<String> candidates(Predicate<String> allowed) {
    List<String> names = Backends.names().stream().filter(allowed).toList();
    List<String> working = names.stream().filter(this::works).toList();
    if (working.isEmpty()) {
      throw new IllegalStateException("not even the reference backend works: " + answers);
    }
    List<String> candidates = Preference.candidates(working);
    List<String> ready = candidates.stream().filter(name -> find(name).isPresent()).toList();
    // What could not be made has a new answer, and does not work any more.
    return ready.isEmpty() ? candidates(allowed) : ready;
  }

  private boolean works(String name) {
    if (!answers.containsKey(name)) {
      closeRetired(); // while one is open, its device stays lost for the next
      Backends.probe(name).ifPresent(answer -> answers.put(name, answer));
    }
    return Optional.ofNullable(answers.get(name)).filter(Backends.Probed::isAvailable).isPresent();
  }

  /**
   * The profile of the backends that may be taken, measured until it has settled or the time is
   * over, whatever was kept before; and kept. Empty of backends where none could be measured.
   */
  public synchronized CostProfile measure(Duration longest) {
    List<Backend> backends = backends(candidates(_ -> true));
    CostProfile measured = measurement().untilSettled(backends, longest.toNanos());
    profile = Optional.of(measured);
    cache.keep(key(backends), measured);
    return measured;
  }

  private CostMeasurement measurement() {
    return new CostMeasurement(System::nanoTime, this::lost);
  }

  private List<Backend> backends(List<String> names) {
    return names.stream().flatMap(name -> find(name).stream()).toList();
  }

  private static ProfileKey key(List<Backend> backends) {
    return ProfileKey.of(LuthierVersion.current(), backends.stream().map(Backend::info).toList());
  }

  private CostProfile profile(List<String> names) {
    List<Backend> backends = backends(names);
    ProfileKey key = key(backends);
    Optional<CostProfile> before = profile.or(() -> cache.find(key));
    if (before.isEmpty() || !before.get().isSettled(names)) {
      CostProfile measured = measurement().measure(backends);
      profile = Optional.of(before.map(measured::least).orElse(measured));
      cache.keep(key, profile.get());
    } else {
      profile = before;
    }
    return profile.get();
  }

  private static void warn(Collection<Backends.Probed> answers) {
    String unavailable =
        answers.stream()
            .sorted(Comparator.comparing(each -> each.provider().name(), Preference.order()))
            .takeWhile(each -> !each.isAvailable())
            .map(ProcessBackends::explain)
            .collect(Collectors.joining("; "));
    if (!unavailable.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "Linear algebra is slower than with what is not available: " + unavailable);
    }
  }

  private static String explain(Backends.Probed probed) {
    String name = probed.provider().name();
    return switch (probed.availability()) {
      case Availability.Available _ -> name;
      case Availability.Unavailable(String reason, String remedy) ->
          name + ", " + reason + " (" + remedy + ")";
    };
  }

  private static Executor pool() {
    int threads = Runtime.getRuntime().availableProcessors();
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("luthier-fit-", 1).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}

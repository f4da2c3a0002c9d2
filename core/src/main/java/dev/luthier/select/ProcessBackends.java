package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  private Optional<List<Backends.Probed>> probed = Optional.empty();
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
      Backends.probe(name)
          .filter(Backends.Probed::isAvailable)
          .ifPresent(each -> made.put(name, each.provider().create(BackendOptions.defaults())));
    }
    return Optional.ofNullable(made.get(name));
  }

  /**
   * {@inheritDoc} By a profile: of this process, or one that was kept, or measured in less than 50
   * ms. One that has not settled is measured again, at every question.
   */
  @Override
  public synchronized Preference preferred(Workload workload) {
    boolean isFirst = probed.isEmpty();
    List<String> names = candidates();
    if (isFirst) {
      probed.ifPresent(ProcessBackends::warn);
    }
    if (names.size() == 1) {
      return new Preference(names.getFirst(), Map.of(), "the only one that works here");
    }
    return Preference.among(names, profile(names), workload);
  }

  /** Those that may be taken, the preferred first. */
  private List<String> candidates() {
    if (probed.isEmpty()) {
      probed = Optional.of(Backends.probeAll());
    }
    List<String> names =
        probed.get().stream()
            .filter(Backends.Probed::isAvailable)
            .map(each -> each.provider().name())
            .toList();
    if (names.isEmpty()) {
      throw new IllegalStateException("not even the reference backend works: " + probed.get());
    }
    return Preference.candidates(names);
  }

  /**
   * The profile of the backends that may be taken, measured until it has settled or the time is
   * over, whatever was kept before; and kept. Empty of backends where none could be measured.
   */
  public synchronized CostProfile measure(Duration longest) {
    List<Backend> backends = backends(candidates());
    CostProfile measured =
        new CostMeasurement(System::nanoTime).untilSettled(backends, longest.toNanos());
    profile = Optional.of(measured);
    cache.keep(key(backends), measured);
    return measured;
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
      CostProfile measured = new CostMeasurement(System::nanoTime).measure(backends);
      profile = Optional.of(before.map(measured::least).orElse(measured));
      cache.keep(key, profile.get());
    } else {
      profile = before;
    }
    return profile.get();
  }

  private static void warn(List<Backends.Probed> answers) {
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

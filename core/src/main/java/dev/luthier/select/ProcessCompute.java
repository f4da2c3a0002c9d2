package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What all studies of a process compute with: one backend, chosen when the first session is opened,
 * and as many background threads as there are processors, which end when they have nothing to do.
 * Lives as long as the process. Thread-safe.
 */
public final class ProcessCompute implements Compute {
  private static final Logger LOG = System.getLogger(ProcessCompute.class.getName());

  /** Long enough for the next fit of a busy study, short enough for nobody to notice. */
  private static final long IDLE_SECONDS = 10;

  private static final ProcessCompute SHARED = new ProcessCompute();

  private final Executor background = pool();
  private Optional<Backend> backend = Optional.empty();

  private ProcessCompute() {}

  /** The one of this process. */
  public static ProcessCompute shared() {
    return SHARED;
  }

  @Override
  public Session openSession() {
    return backend().openSession();
  }

  /** Chosen on first use: a command that never asks a model pays nothing for it. */
  private synchronized Backend backend() {
    Backend chosen = backend.orElseGet(ProcessCompute::choose);
    backend = Optional.of(chosen);
    return chosen;
  }

  @Override
  public Executor background() {
    return background;
  }

  private static Backend choose() {
    Backends.Choice choice = Backends.best();
    if (!choice.passedOver().isEmpty()) {
      LOG.log(
          Level.WARNING,
          "Linear algebra in {0}, which is slower than what is not available: {1}",
          choice.provider().name(),
          choice.passedOver().stream()
              .map(ProcessCompute::explain)
              .collect(Collectors.joining("; ")));
    }
    return choice.provider().create(BackendOptions.defaults());
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

package dev.luthier.bench.workload;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendUnavailableException;
import java.lang.System.Logger.Level;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** States as JMH would prepare them, of a size at which answers can be checked by definition. */
public final class Tiny {
  private static final System.Logger LOG = System.getLogger(Tiny.class.getName());

  /** Backends whose reason has been told: it is the same for every benchmark. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** No multiple of what kernels and blocks are multiples of. */
  public static final int N = 11;

  private Tiny() {}

  public static Order order() {
    Order order = new Order();
    order.n = N;
    return order;
  }

  /** Names of all backends that are installed. */
  public static Stream<String> backends() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(provider -> provider.get().name());
  }

  /** An open session; skips the test, saying why, where the backend does not work. */
  public static OpenSession session(String backend) {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(backend)
          && provider.probe(BackendOptions.defaults())
              instanceof Availability.Unavailable(String reason, String _)) {
        if (TOLD.add(backend)) {
          LOG.log(Level.INFO, "benchmarks of " + backend + " are skipped: " + reason);
        }
        assumeTrue(false, backend + ": " + reason);
      }
    }
    OpenSession open = new OpenSession();
    open.backend = backend;
    open.open();
    return open;
  }

  /** The plain library; skips the test where there is none. */
  public static PlainLibrary plain() {
    PlainLibrary library = new PlainLibrary();
    try {
      library.open();
    } catch (BackendUnavailableException e) {
      throw new TestAbortedException("no plain library: " + e.getMessage());
    }
    return library;
  }
}

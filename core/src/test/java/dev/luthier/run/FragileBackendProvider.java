package dev.luthier.run;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The reference backend, as a device that fails on purpose. A backend that is made afterwards
 * works; sessions of the one that failed only close. Not among the services of these tests: see
 * {@link FragileStudy}.
 */
public final class FragileBackendProvider implements BackendProvider {
  static final String NAME = "fragile";

  /** How it fails. */
  enum Failure {
    NONE,
    LOST,
    FULL
  }

  /** Of backends made from now on; those made before it have their own. */
  private static volatile Failure failure = Failure.NONE;

  private static volatile long after;

  /** Probes so far. */
  static final AtomicInteger PROBES = new AtomicInteger();

  /** Found as a service. */
  public FragileBackendProvider() {}

  /** The next backend fails at an operation, or an allocation if its memory is to be full. */
  static void arm(Failure how, long operations) {
    failure = how;
    after = operations;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability probe(BackendOptions options) {
    PROBES.incrementAndGet();
    return new Availability.Available(info());
  }

  @Override
  public Backend create(BackendOptions options) {
    Backend reference =
        ServiceLoader.load(BackendProvider.class, FragileBackendProvider.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("reference"))
            .findFirst()
            .orElseThrow()
            .create(options);
    var fragile = new Fragile(reference, failure, new AtomicLong(after));
    failure = Failure.NONE;
    return fragile;
  }

  private static BackendInfo info() {
    return new BackendInfo(NAME, "1", "glass");
  }

  /**
   * A device.
   *
   * @param left operations before it fails, or allocations
   */
  private record Fragile(Backend reference, Failure how, AtomicLong left) implements Backend {
    @Override
    public BackendInfo info() {
      return FragileBackendProvider.info();
    }

    @Override
    public Session openSession() {
      Session session = reference.openSession();
      return (Session)
          Proxy.newProxyInstance(
              Session.class.getClassLoader(),
              new Class<?>[] {Session.class},
              (_, method, arguments) -> {
                Object[] given = arguments == null ? new Object[0] : arguments;
                before(method.getName());
                try {
                  return method.invoke(session, given);
                } catch (InvocationTargetException e) {
                  throw Objects.requireNonNull(e.getCause());
                }
              });
    }

    private void before(String operation) {
      switch (operation) {
        case "close", "release", "scope" -> {}
        case "allocate" -> {
          count();
          if (how == Failure.FULL && left.get() < 0) {
            throw new DeviceOutOfMemoryException(1, 1, "for the test");
          }
        }
        default -> {
          if (how == Failure.LOST) {
            count();
          }
        }
      }
    }

    private void count() {
      if (left.decrementAndGet() < 0 && how == Failure.LOST) {
        throw new DeviceLostException(NAME, "for the test");
      }
    }

    @Override
    public void close() {
      reference.close();
    }
  }
}

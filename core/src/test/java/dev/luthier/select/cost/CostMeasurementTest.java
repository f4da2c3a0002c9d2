package dev.luthier.select.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * Operations are done by the reference backend, and take what a test says, by a clock of its own.
 */
final class CostMeasurementTest {
  private static final long BUDGET = 50_000_000;

  private long now;
  private final CostMeasurement measurement = new CostMeasurement(() -> now);

  /**
   * A backend of known costs.
   *
   * @param call nanoseconds of every operation
   * @param flop nanoseconds of each of its floating-point operations
   */
  private record Speed(double call, double flop) {
    double nanos(String operation, Object[] arguments) {
      int n =
          Arrays.stream(arguments)
              .filter(Matrix.class::isInstance)
              .mapToInt(argument -> ((Matrix) argument).rows())
              .max()
              .orElse(0);
      double cube = (double) n * n * n;
      return call
          + switch (operation) {
            case "gemm" -> 2 * cube * flop;
            case "choleskyInPlace" -> cube / 3 * flop + 3.0 * n * n;
            case "symmetricMultiply" -> 0.5 * n * n;
            case "covariance" -> 0.25 * n * n / 2 * 8;
            case "upload" -> 0.1 * 8 * n * n;
            case "download" -> n == 1 ? 0 : 0.1 * 8 * n * n;
            default -> 0;
          };
    }
  }

  private Backend backend(String name, Speed speed) {
    Backend reference =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("reference"))
            .findFirst()
            .orElseThrow()
            .create(BackendOptions.defaults());
    return new Backend() {
      @Override
      public BackendInfo info() {
        return new BackendInfo(name, "1", "x");
      }

      @Override
      public Session openSession() {
        return timed(reference.openSession(), speed);
      }

      @Override
      public void close() {
        reference.close();
      }
    };
  }

  private Session timed(Session session, Speed speed) {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              if (!List.of("allocate", "scope", "release", "close").contains(method.getName())) {
                now += Math.round(speed.nanos(method.getName(), given));
              }
              try {
                return switch (method.getName()) {
                  // Not done: the reference would take its own time.
                  case "gemm", "symmetricMultiply" -> given;
                  case "choleskyInPlace" -> new CholeskyOutcome.Definite();
                  case "covariance" -> new CovarianceOutcome.Computed();
                  default -> method.invoke(session, given);
                };
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }

  @Test
  void costsAreWhatOperationsTake() {
    BackendCosts costs =
        measurement.measure(List.of(backend("a", new Speed(100, 0.02)))).find("a").orElseThrow();
    assertEquals(200, costs.call(), 1, "an operation and a download");
    assertEquals(0.02, costs.flop(), 1e-4);
    assertEquals(0.1, costs.transferredByte(), 1e-3);
    assertEquals(0.5, costs.pass(), 1e-3);
    assertEquals(0.25, costs.pair(), 1e-3);
    assertEquals(3, costs.panel(), 0.05);
    assertTrue(costs.isSettled(), "by a clock without noise");
  }

  @Test
  void allBackendsTogetherTakeLessThan50Milliseconds() {
    measurement.measure(
        List.of(
            backend("fast", new Speed(100, 0.02)),
            backend("slow", new Speed(2_000, 1)),
            backend("far", new Speed(50_000, 0.0005))));
    assertTrue(now < BUDGET, () -> now + " ns");
  }

  /** It is measured on small matrices, and so has not shown what it can do. */
  @Test
  void aSlowBackendIsMeasuredButDoesNotSettle() {
    BackendCosts costs =
        measurement.measure(List.of(backend("a", new Speed(1_000, 20)))).find("a").orElseThrow();
    assertEquals(20, costs.flop(), 1);
    assertFalse(costs.isSettled());
    assertTrue(now < BUDGET, () -> now + " ns");
  }

  @Test
  void aBackendThatCannotDoEverythingOnceInItsTimeIsLeftOut() {
    CostProfile profile =
        measurement.measure(
            List.of(
                backend("hopeless", new Speed(30_000_000, 1)),
                backend("good", new Speed(100, 0.02))));
    assertTrue(profile.find("hopeless").isEmpty());
    assertFalse(profile.isSettled(List.of("hopeless", "good")));
  }

  @Test
  void aBackendThatFailsIsLeftOutAndTheOthersAreMeasured() {
    Backend broken =
        new Backend() {
          @Override
          public BackendInfo info() {
            return new BackendInfo("broken", "1", "x");
          }

          @Override
          public Session openSession() {
            throw new IllegalStateException("for the test");
          }

          @Override
          public void close() {}
        };
    CostProfile profile =
        measurement.measure(List.of(broken, backend("good", new Speed(100, 0.02))));
    assertTrue(profile.find("broken").isEmpty());
    assertTrue(profile.find("good").isPresent());
  }

  @Test
  void whatGotFasterMeanwhileHasNotSettled() {
    BackendCosts before = costs(1, true);
    assertTrue(costs(0.9, true).isSteadyAfter(before, 0.85));
    assertFalse(costs(0.5, true).isSteadyAfter(before, 0.85));
  }

  @Test
  void aPatientMeasurementEndsWhenItHasSettledOrTheTimeIsOver() {
    long second = 1_000_000_000;
    measurement.untilSettled(List.of(backend("a", new Speed(100, 0.02))), second);
    assertTrue(now < second / 2, () -> now + " ns");
    now = 0;
    measurement.untilSettled(List.of(backend("a", new Speed(1_000, 200))), second);
    assertTrue(now >= second && now < 1.2 * second, () -> now + " ns");
  }

  @Test
  void ofTwoProfilesTheLesserOfEachCostIsKept() {
    CostProfile one = new CostProfile(List.of(costs(2, true)));
    CostProfile two = new CostProfile(List.of(costs(1, false)));
    assertEquals(List.of(costs(1, true)), one.least(two).backends());
    assertEquals(one, one.least(new CostProfile(List.of())));
    assertEquals(one, new CostProfile(List.of()).least(one));
  }

  private static BackendCosts costs(double all, boolean isSettled) {
    return new BackendCosts(
        new BackendInfo("a", "1", "x"), all, all, all, all, all, all, isSettled);
  }
}

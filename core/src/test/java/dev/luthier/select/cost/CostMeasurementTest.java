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
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.strategy.Workload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
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

  private final List<Backend> lost = new ArrayList<>();
  private long now;
  private int largest;
  private final CostMeasurement measurement = new CostMeasurement(() -> now, lost::add);

  /** What an operation takes, in nanoseconds. */
  private interface Timing {
    double nanos(String operation, Object[] arguments);
  }

  private static int rows(Object[] arguments) {
    return Arrays.stream(arguments)
        .filter(Matrix.class::isInstance)
        .mapToInt(argument -> ((Matrix) argument).rows())
        .max()
        .orElse(0);
  }

  /**
   * A backend of known costs.
   *
   * @param call nanoseconds of every operation
   * @param flop nanoseconds of each of its floating-point operations
   */
  private record Speed(double call, double flop) implements Timing {
    @Override
    public double nanos(String operation, Object[] arguments) {
      int n = rows(arguments);
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

  /**
   * An accelerator: 10 us to get there, then 60 TFLOP/s, 4 TB/s and 55 GB/s over the bus; a factor
   * takes a step of 32 us for every 32 columns besides.
   */
  private static double accelerated(String operation, Object[] arguments) {
    double n = rows(arguments);
    double square = n * n;
    return 10_000
        + switch (operation) {
          case "gemm" -> 2 * square * n / 60_000;
          case "choleskyInPlace" -> factored(n);
          case "symmetricMultiply" -> 8 * square / 4_000;
          case "covariance" -> 8 * square / 2 / 4_000;
          case "upload", "download" -> n == 1 ? 0 : 8 * square / 55;
          default -> 0;
        };
  }

  private static double factored(double n) {
    return 1_000 * n + n * n * n / 3 / 60_000;
  }

  private Backend backend(String name, Timing speed) {
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

  private Session timed(Session session, Timing speed) {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              largest = Math.max(largest, rows(given));
              if (!List.of("allocate", "scope", "release", "close").contains(method.getName())) {
                now += Math.round(speed.nanos(method.getName(), given));
              }
              try {
                return switch (method.getName()) {
                  // Not done: the reference would take its own time.
                  case "gemm", "symmetricMultiply", "upload", "download", "copy", "fill" -> given;
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
  void aBackendThatLosesItsDeviceIsReported() {
    Backend cuda =
        backend(
            "cuda",
            (operation, _) -> {
              if (operation.equals("gemm")) {
                throw new DeviceLostException("cuda", "for the test");
              }
              return 100;
            });
    CostProfile profile = measurement.measure(List.of(cuda, backend("a", new Speed(100, 0.02))));
    assertEquals(List.of(cuda), lost);
    assertTrue(profile.find("cuda").isEmpty());
    assertTrue(profile.find("a").isPresent());
  }

  /** At 256 rows the product takes 0.6 us and the call 20, the factor eight times its flops. */
  @Test
  void anAcceleratorIsMeasuredWhereItShowsItsSpeed() {
    Backend accelerator = backend("cuda", CostMeasurementTest::accelerated);
    BackendCosts costs =
        measurement.untilSettled(List.of(accelerator), 2_000_000_000).find("cuda").orElseThrow();
    assertTrue(costs.isSettled());
    assertEquals(20_000, costs.call(), 1);
    assertEquals(1 / 60_000.0, costs.flop(), 1e-7);
    assertEquals(1 / 55.0, costs.transferredByte(), 1e-3);
    double truth = factored(10_000) / 1e9;
    double ratio = costs.secondsToFactor(10_000) / truth;
    assertTrue(ratio >= 1 && ratio < 4, () -> "factor predicted " + ratio + " times as long");
  }

  /** Before the doctor has come: what was not reached may only seem too dear, and by how much. */
  @Test
  void inAStudysTimeAnAcceleratorIsMeasuredFarEnoughToBeChosen() {
    CostProfile profile =
        measurement.measure(
            List.of(
                backend("openblas", new Speed(450, 0.03)),
                backend("cuda", CostMeasurementTest::accelerated)));
    assertTrue(now < BUDGET, () -> now + " ns");
    List<String> names = List.of("cuda", "openblas");
    Workload workload = new Workload(1, 10, 2_048);
    assertEquals("openblas", Preference.among(names, profile, workload.at(64)).backend());
    for (int n : new int[] {2_048, 4_096, 16_384}) {
      assertEquals("cuda", Preference.among(names, profile, workload.at(n)).backend());
    }
    double flop = profile.find("cuda").orElseThrow().flop();
    assertTrue(flop < 1.5 / 60_000, () -> flop + " ns a flop");
  }

  /** Whatever it costs to call it: 256 rows are enough where the work is what takes the time. */
  @Test
  void aSlowDeviceIsNoAccelerator() {
    measurement.measure(List.of(backend("slow", new Speed(3_000, 0.5))));
    assertTrue(largest <= 256, () -> largest + " rows");
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

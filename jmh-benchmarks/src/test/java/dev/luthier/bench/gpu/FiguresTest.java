package dev.luthier.bench.gpu;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.cholesky;
import static dev.luthier.bench.workload.Dense.covariance;
import static dev.luthier.bench.workload.Dense.solve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Tiny;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers beside the times, by their definitions. */
class FiguresTest {
  private static final int N = 23;
  private static final int CANDIDATES = 5;

  /** One repetition of everything. */
  private static final Scale SMALL = new Scale(0, CANDIDATES, 3);

  private final double[] x = Observed.points(N, 12).columns();
  private final double[] y = Observed.of(N).values();

  private static List<Map<String, Object>> measured(Figure figure, String backend) {
    OpenSession open = Tiny.session(backend);
    List<Map<String, Object>> lines = new ArrayList<>();
    try {
      figure.measure(open, N, SMALL, lines::add);
    } finally {
      open.close();
    }
    return lines;
  }

  private static Map<String, Object> only(Figure figure, String backend) {
    List<Map<String, Object>> lines = measured(figure, backend);
    assertEquals(1, lines.size());
    return lines.getFirst();
  }

  private static double number(Map<String, Object> line, String name) {
    return ((Number) line.getOrDefault(name, Double.NaN)).doubleValue();
  }

  private double[] definite() {
    double[] k = covariance(Observed.kernel(), N, x, N, x);
    for (int i = 0; i < N; i++) {
      k[i + i * N] += Observed.NOISE_VARIANCE;
    }
    return k;
  }

  private double logLikelihood(double factor) {
    double[] l = cholesky(N, definite());
    double[] whitened = solve(N, l, y);
    double sum = -0.5 * N * Math.log(2 * Math.PI);
    for (int i = 0; i < N; i++) {
      sum -= 0.5 * factor * factor * whitened[i] * whitened[i] + Math.log(l[i + i * N]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void likelihoodsAreThoseOfTheFormula(String backend) {
    assertEquals(logLikelihood(1), number(only(new LikelihoodFigure(), backend), "value"), 1e-9);
    double all = logLikelihood(1) + logLikelihood(4 / 3.0) + logLikelihood(5 / 3.0);
    List<Map<String, Object>> studies = measured(new StudiesFigure(), backend);
    assertEquals(List.of(false, true), studies.stream().map(line -> line.get("batched")).toList());
    for (Map<String, Object> line : studies) {
      assertEquals(all, number(line, "value_sum"), 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void predictionsAreThoseOfTheFormula(String backend) {
    double[] l = cholesky(N, definite());
    double[] target = solve(N, l, y);
    double[] z = Observed.points(CANDIDATES, 14).columns();
    double[] cross = covariance(Observed.kernel(), N, x, CANDIDATES, z);
    double mean = 0;
    double variance = CANDIDATES * 1.5;
    for (int j = 0; j < CANDIDATES; j++) {
      double[] v = solve(N, l, Arrays.copyOfRange(cross, j * N, (j + 1) * N));
      for (int i = 0; i < N; i++) {
        mean += v[i] * target[i];
        variance -= v[i] * v[i];
      }
    }
    Map<String, Object> line = only(new PosteriorFigure(), backend);
    assertClose(
        new double[] {mean, variance},
        new double[] {number(line, "mean_sum"), number(line, "variance_sum")},
        1e-9);
    assertTrue(number(only(new ResidentFigure(), backend), "variance_sum") > 0);
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void operationsComputeWhatTheirNamesSay(String backend) {
    double[] k = definite();
    double[] l = cholesky(N, k);
    for (Map<String, Object> line : measured(new OperationsFigure(), backend)) {
      double element = number(line, "element");
      switch ((String) line.getOrDefault("part", "")) {
        case "transfer" -> assertEquals(x[N - 1], element, 0);
        case "covariance", "copy" -> assertEquals(k[N - 1], element, 1e-12);
        case "multiply" -> assertEquals(0.5 * row(k), element, 1e-12);
        case "cholesky" -> assertEquals(l[N - 1], element, 1e-12);
        case "inverse" -> assertEquals(inverse(l), element, 1e-10);
        default -> assertTrue(Double.isFinite(element), line::toString);
      }
      assertTrue(number(line, "gigabytes_per_second") > 0, line::toString);
    }
  }

  /** The sum of the last row of a symmetric matrix. */
  private static double row(double[] k) {
    double sum = 0;
    for (int j = 0; j < N; j++) {
      sum += k[N - 1 + j * N];
    }
    return sum;
  }

  /** Element (N − 1, 0) of (L Lᵀ)⁻¹: the last of the solution of L Lᵀ a = e₀. */
  private static double inverse(double[] l) {
    double[] first = new double[N];
    first[0] = 1;
    return solve(N, l, first)[N - 1] / l[N - 1 + (N - 1) * N];
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void searchIsTheSameOnEveryBackend(String backend) {
    double expected = number(only(new SearchFigure(), "reference"), "sum");
    double actual = number(only(new SearchFigure(), backend), "sum");
    assertEquals(expected, actual, 1e-8 * Math.abs(expected));
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void studyIsAskedAgainAndAgain(String backend) {
    Map<String, Object> line = only(new AskFigure(), backend);
    assertEquals(1, ((List<?>) line.getOrDefault("times_ms", List.of())).size());
    assertTrue(number(line, "told") > N);
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void everySessionComputes(String backend) {
    assertEquals(3 * 2.0, number(only(new MemoryFigure(), backend), "sum"), 1e-12);
  }

  @Test
  void memoryOfAllDevicesIsSummed() {
    assertEquals(OptionalLong.of(1536), MemoryUse.sum("512\n1024 \n"));
    assertEquals(OptionalLong.empty(), MemoryUse.sum("[N/A]\n"));
  }
}

package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JmhRunTest {
  private static final String MULTIPLY = "dev.luthier.bench.operation.SymmetricMultiply.";

  private static JmhRun jmh(String... words) {
    Plan plan = new Plan(JmhRun.names(), List.of("a", "b"), new TreeMap<>());
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new JmhRun(plan, RunOptions.parse(List.of(words)), nowhere);
  }

  @Test
  void everyOperationHasABenchmarkOnASession() {
    List<String> names = JmhRun.names().stream().map(Plan::shortName).toList();
    for (String operation :
        List.of(
            "AppendRow",
            "Cholesky",
            "Covariance",
            "CovarianceGradient",
            "CrossCovariance",
            "Eigen",
            "Gemm",
            "Inverse",
            "SymmetricMultiply",
            "Syrk",
            "TriangularSolve",
            "Fit",
            "Likelihood",
            "Predict")) {
      assertTrue(names.contains(operation + ".session"), operation);
    }
    assertTrue(names.containsAll(List.of("Ask.study", "Tell.study", "ReadBandwidth.java")));
  }

  @Test
  void choicesAreCountedOfAllParameters() {
    // Two backends, five sizes, one column or ten.
    assertEquals(20, jmh().choices(MULTIPLY + "session"));
    assertEquals(10, jmh().choices(MULTIPLY + "plain"));
    assertEquals(4, jmh("--size", "7").choices(MULTIPLY + "session"));
  }
}

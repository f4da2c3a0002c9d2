package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts, as far as they can be run without a bundle: a minute's work, and a machine's. */
class BundleScriptsTest {

  private record Ran(int code, String said) {}

  private static Ran bash(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no /bin/bash");
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle.sh", "run-on-gpu.sh"})
  void scriptsParseAndExplainThemselves(String script) throws Exception {
    assertEquals(new Ran(0, ""), bash("-n", script));
    Ran help = bash(script, "--help");
    assertEquals(0, help.code(), help.said());
    assertTrue(help.said().startsWith("Usage: " + script), help.said());
    assertEquals(2, bash(script, "--nonsense").code());
  }

  /** Where only the script has travelled, somebody must hear what is missing. */
  @Test
  void withoutABundleTheRunSaysSo(@TempDir Path folder) throws Exception {
    Path script = Files.copy(Path.of("run-on-gpu.sh"), folder.resolve("run-on-gpu.sh"));
    Ran ran = bash("-c", "cd '" + folder + "' && bash '" + script + "' probe");
    assertEquals(2, ran.code(), ran.said());
    assertTrue(ran.said().contains("bundle.sh makes it"), ran.said());
  }

  /** Whether a bar is met is read off the right lines. */
  @Test
  void barsAreOfTheirFigures(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("scenarios.jsonl"),
        """
        {"figure":"studies","backend":"cuda","n":50,"batched":false,"median_ms":700}
        {"figure":"studies","backend":"cuda","n":50,"batched":true,"median_ms":10}
        {"figure":"studies","backend":"openblas","n":50,"batched":false,"median_ms":900}
        {"figure":"studies","backend":"openblas","n":50,"batched":true,"median_ms":500}
        {"figure":"ask","backend":"cuda","n":10000,"median_ms":31}
        {"figure":"ask","backend":"cu
        """);
    Ran ran =
        bash(
            "-c",
            "command -v python3 >/dev/null || exit 99; python3 python/bars.py '" + folder + "'");
    assumeTrue(ran.code() != 99, "skipped: there is no python3");
    assertEquals(0, ran.code(), ran.said());
    List<String> lines = ran.said().lines().toList();
    assertTrue(
        lines.contains(
            "{\"figure\": \"studies: two cores over GPU\", \"value\": 25.0, \"bar\": {\"at_least\": 20},"
                + " \"met\": true}"),
        ran.said());
    assertTrue(
        lines.contains(
            "{\"figure\": \"ask at 10000, ms\", \"value\": 31, \"bar\": {\"at_most\": 30}, \"met\":"
                + " false}"),
        ran.said());
    assertTrue(ran.said().contains("\"met\": null"), ran.said());
  }

  /** What the runner is told to run, and what tests and other modules call it. */
  @Test
  void classesThatTheRunnerStartsAreThere() throws Exception {
    String script = Files.readString(Path.of("run-on-gpu.sh"));
    assertTrue(script.contains(ContractRun.class.getName()));
    assertTrue(script.contains("dev.luthier.gpu.CudaBackendTest"));
    assertTrue(Files.exists(Path.of("../cli/src/main/java/dev/luthier/cli/Main.java")));
    String benchmarks = "../jmh-benchmarks/src/main/java/dev/luthier/bench/";
    assertTrue(Files.exists(Path.of(benchmarks, "Main.java")));
    assertTrue(Files.exists(Path.of(benchmarks, "run", "BackendReport.java")));
  }
}

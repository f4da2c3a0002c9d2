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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

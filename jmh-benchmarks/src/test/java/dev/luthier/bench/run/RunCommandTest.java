package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What needs no JMH: it is run from its own main, never from a test. */
class RunCommandTest {
  @Test
  void helpNamesAllBenchmarks() {
    var out = new ByteArrayOutputStream();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    assertTrue(
        RunCommand.run(
            List.of("--help"), new PrintStream(out, true, StandardCharsets.UTF_8), nowhere));
    String help = out.toString(StandardCharsets.UTF_8);
    assertTrue(help.startsWith("Usage: luthier bench run"));
    for (String name : JmhRun.names()) {
      assertTrue(help.contains("  " + Plan.shortName(name) + System.lineSeparator()), name);
    }
  }
}

package dev.luthier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return Main.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void wrongWordsAreOneLineAndExitCodeTwo() {
    assertEquals(2, run());
    assertEquals(2, run("qualty"));
    assertEquals(2, run("quality", "--seeds", "x"));
    assertEquals(2, run("run", "--size", "x"));
    assertEquals(2, run("compare", "a"));
    assertEquals(
        """
        luthier bench: BENCHMARK = (missing): must be one of [compare, evaluate, gpu, quality, run, stall]
        luthier bench: BENCHMARK = qualty: must be one of [compare, evaluate, gpu, quality, run, stall]
        luthier bench: --seeds = x: must be like 0-9 or 0,3,5
        luthier bench: --size = x: must be whole numbers in [1, 50000] with commas between them
        luthier bench: NEW = (missing): must be a file of luthier bench run
        """,
        err.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  @Test
  void helpIsNoError() {
    assertEquals(0, run("--help"));
    assertEquals(0, run("quality", "--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: luthier bench BENCHMARK"));
  }
}

package dev.luthier.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.result.Document;
import dev.luthier.bench.result.Documents;
import dev.luthier.bench.result.Machine;
import dev.luthier.bench.result.Measurement;
import dev.luthier.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream remarks = new ByteArrayOutputStream();
  private Path base;
  private Path next;

  @BeforeEach
  void names() {
    base = folder.resolve("base.json");
    next = folder.resolve("new.json");
  }

  private boolean compare(String... words) {
    return CompareCommand.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(remarks, true, StandardCharsets.UTF_8));
  }

  private boolean compare(Document before, Document after) throws IOException {
    before.write(base);
    after.write(next);
    return compare(base.toString(), next.toString());
  }

  private String message(String... words) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> compare(words)).getMessage());
  }

  /** Three forks around a time, a thousandth apart. */
  private static Measurement around(String name, double time) {
    return Documents.measurement(
        name,
        List.of(
            List.of(time, time), List.of(time * 1.001, time), List.of(time * 0.999, time * 0.999)));
  }

  @Test
  void changeBeyondNoiseIsToldAndSlownessFails() throws IOException {
    Document before = Documents.of(around("A.session", 10), around("B.session", 10));
    Document after = Documents.of(around("A.session", 11), around("B.session", 9));
    assertFalse(compare(before, after));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(1).startsWith("A.session") && lines.get(1).endsWith("slower"));
    assertTrue(lines.get(2).startsWith("B.session") && lines.get(2).endsWith("faster"));
    assertEquals("2 compared: 1 slower, 1 faster", lines.getLast());
  }

  @Test
  void changeWithinNoiseOrOfLittleSizePasses() throws IOException {
    Measurement noisy =
        Documents.measurement("A.session", List.of(List.of(9.0), List.of(10.0), List.of(14.0)));
    Measurement noisier =
        Documents.measurement("A.session", List.of(List.of(10.0), List.of(12.0), List.of(15.0)));
    Document before = Documents.of(noisy, around("B.session", 10));
    Document after = Documents.of(noisier, around("B.session", 10.1));
    assertTrue(compare(before, after));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("2 compared: 0 slower, 0 faster"));
  }

  @Test
  void benchmarkThatFailsNowFailsTheComparison() throws IOException {
    Document before = Documents.of(around("A.session", 10), around("AB.session", 10));
    Document after =
        Documents.on(
            Documents.MACHINE,
            List.of("A.session with 1 choices of parameters"),
            around("C.session", 1));
    assertFalse(compare(before, after));
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("gave no result any more: A.session\n"));
    assertEquals(
        """
        only in one file: C.session
        only in one file: AB.session
        """,
        remarks.toString(StandardCharsets.UTF_8));
  }

  @Test
  void otherMachineIsRefusedUnlessToldOtherwise() throws IOException {
    Document here = Documents.of(around("A.session", 10));
    Document there =
        Documents.on(
            new Machine("comptometer", 2, 8, "Linux amd64"), List.of(), around("A.session", 10));
    here.write(base);
    there.write(next);
    assertEquals(
        "NEW = comptometer, 2 cores, 8 GiB, Linux amd64: is of another machine than BASE, "
            + "abacus, 2 cores, 8 GiB, Linux amd64; see --other-machine",
        message(base.toString(), next.toString()));
    assertTrue(compare(base.toString(), next.toString(), "--other-machine"));
  }

  @Test
  void nothingInCommonIsNoSuccess() throws IOException {
    Documents.of(around("A.session", 10)).write(base);
    Documents.of(around("B.session", 10)).write(next);
    assertEquals(
        "NEW = " + next + ": has no benchmark in common with BASE, " + base,
        message(base.toString(), next.toString()));
  }

  @Test
  void wrongWordsAreNamed() {
    assertEquals("BASE = (missing): must be a file of luthier bench run", message());
    assertEquals("NEW = (missing): must be a file of luthier bench run", message("a"));
    assertEquals("FILE = c: is one too many; two are compared", message("a", "b", "c"));
    assertTrue(message("--other").startsWith("option = --other: is not known"));
  }

  @Test
  void helpIsPrinted() {
    assertTrue(compare("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: luthier bench compare"));
  }
}

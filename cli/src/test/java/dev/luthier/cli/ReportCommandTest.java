package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report}, and the report that {@code tune} leaves. */
final class ReportCommandTest {
  @TempDir Path folder;
  private Path file;
  private Path store;
  private Path report;

  @BeforeEach
  void names() throws IOException {
    file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 12}");
    store = folder.resolve("study.luthier.db");
    report = folder.resolve("study.report.html");
  }

  @Test
  void tuneLeavesAReportBesideItsStoreAndSaysSo() throws IOException {
    Ran ran = StudyFixture.run("tune", file);
    assertEquals("luthier: the report is in " + report, ran.err().lines().toList().getLast());
    String page = Files.readString(report);
    assertTrue(page.contains("<title>parabola – Luthier</title>"));
    assertTrue(page.endsWith("</html>\n"));
    Path elsewhere = folder.resolve("elsewhere.html");
    Files.delete(report);
    StudyFixture.run("tune", file, "--report", elsewhere);
    assertTrue(Files.exists(elsewhere));
    assertFalse(Files.exists(report));
    Ran none = StudyFixture.run("tune", file, "--no-report");
    assertFalse(none.err().contains("report"), none.err());
    assertFalse(Files.exists(report));
    Ran both = StudyFixture.run("tune", file, "--no-report", "--report", elsewhere);
    assertEquals(ExitCode.WRONG_INPUT, both.code());
  }

  @Test
  void aReportThatCannotBeWrittenDoesNotSpoilTheRun() {
    Ran ran = StudyFixture.run("tune", file, "--report", folder.resolve("none/report.html"));
    assertEquals(ExitCode.SUCCESS, ran.code());
    String last = ran.err().lines().toList().getLast();
    assertTrue(last.startsWith("luthier: no report: --report = "), last);
    assertTrue(ran.out().startsWith("study:"), ran.out());
  }

  @Test
  void reportWritesAFileAndPrintsItsPath() throws IOException {
    StudyFixture.run("tune", file, "--no-report");
    assertEquals(new Ran(ExitCode.SUCCESS, report + "\n", ""), StudyFixture.run("report", file));
    Path out = folder.resolve("out.html");
    Files.writeString(out, "before");
    assertEquals(
        new Ran(ExitCode.SUCCESS, out + "\n", ""), StudyFixture.run("report", store, "--out", out));
    assertTrue(Files.readString(out).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void readsBesideTheOwner() {
    StudyFixture.run("tune", file, "--no-report");
    try (SqliteStore owner = SqliteStore.open(store, Clock.systemUTC())) {
      assertEquals(List.of("parabola"), owner.studies());
      assertEquals(ExitCode.SUCCESS, StudyFixture.run("report", store).code());
    }
  }

  @Test
  void aStudyOfWhichNothingHasEndedHasAReport() throws IOException {
    StudyFixture.run("ask", file);
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("report", file).code());
    assertTrue(Files.size(report) > 1_000_000);
  }

  @Test
  void itsModelIsInIt() throws IOException {
    Files.writeString(file, Files.readString(file).replace("name: random", "name: gp"));
    StudyFixture.run("tune", file, "--no-report");
    StudyFixture.run("report", file);
    String page = Files.readString(report);
    assertTrue(page.contains("\"by\":\"surrogate\""));
    assertTrue(page.contains("\"length_scales\":{"));
    assertTrue(page.contains("\"design\""), "why the first trials were proposed");
  }

  @Test
  void whatItIsMadeOfIsNotOverwritten() throws IOException {
    StudyFixture.run("tune", file, "--no-report");
    String before = Files.readString(file);
    for (Path source : List.of(file, store)) {
      Ran ran = StudyFixture.run("report", file, "--out", source);
      assertEquals(ExitCode.WRONG_INPUT, ran.code());
      assertTrue(ran.err().contains("is what it would be made of"), ran.err());
    }
    assertEquals(before, Files.readString(file));
  }

  @Test
  void aFullDiskIsOneClearError() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no device that is always full");
    StudyFixture.run("tune", file, "--no-report");
    Ran ran = StudyFixture.run("report", file, "--out", full);
    assertEquals(ExitCode.STORE, ran.code());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().startsWith("luthier: /dev/full: cannot be written ("), ran.err());
  }
}

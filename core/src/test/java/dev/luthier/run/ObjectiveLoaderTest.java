package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.config.ClassObjective;
import dev.luthier.error.InvalidInputException;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives are compiled into a folder of their own here, as a user's are. */
class ObjectiveLoaderTest {
  private static final String OBJECTIVE =
      """
      package user;
      import dev.luthier.study.*;
      public class Mine implements Objective {
        @Override public Evaluation evaluate(TrialContext trial) throws Exception {
          ClassLoader loader = Thread.currentThread().getContextClassLoader();
          boolean ours = loader == Mine.class.getClassLoader();
          boolean seesResource = loader.getResource("user/data.txt") != null;
          return Evaluation.of(ours && seesResource && !sees("dev.luthier.run.Study")
              && !sees("org.snakeyaml.engine.v2.api.Load") && sees("java.sql.Driver") ? 1 : 0);
        }
        private static boolean sees(String name) {
          try {
            Class.forName(name);
            return true;
          } catch (ClassNotFoundException e) {
            return false;
          }
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void compile() throws IOException {
    source("Mine", OBJECTIVE);
    source("NoObjective", "package user; public class NoObjective {}");
    source(
        "Throws",
        """
        package user;
        import dev.luthier.study.*;
        public class Throws implements Objective {
          public Throws() { throw new IllegalStateException("no data"); }
          @Override public Evaluation evaluate(TrialContext trial) { return Evaluation.of(1); }
        }
        """);
    source(
        "Needs",
        """
        package user;
        import dev.luthier.study.*;
        public class Needs implements Objective {
          public Needs(int workers) {}
          @Override public Evaluation evaluate(TrialContext trial) { return Evaluation.of(1); }
        }
        """);
    Files.writeString(classes().resolve("user/data.txt"), "data");
  }

  @Test
  void anObjectiveSeesItsOwnClassPathTheApiAndThePlatformAndNothingElse() {
    RunReport report = run(new ClassObjective("user.Mine", List.of(classes())));
    Trial.Completed trial = (Trial.Completed) report.finished().getFirst();
    assertEquals(1.0, trial.evaluation().value("value"));
  }

  @Test
  void aStarStandsForTheJarsOfAFolder() throws IOException {
    Path jars = Files.createDirectory(folder.resolve("lib"));
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    int code =
        jar.run(
            System.out,
            System.err,
            "--create",
            "--file",
            jars.resolve("mine.jar").toString(),
            "-C",
            classes().toString(),
            ".");
    assertEquals(0, code);
    RunReport report = run(new ClassObjective("user.Mine", List.of(jars.resolve("*"))));
    assertEquals(1, report.finished().size());
  }

  @Test
  void everyMistakeNamesTheField() {
    assertMessage("user.Gone", "objective.class = user.Gone: is not on objective.classpath");
    assertMessage(
        "user.NoObjective",
        "objective.class = user.NoObjective: must implement dev.luthier.study.Objective");
    assertMessage(
        "user.Throws",
        "objective.class = user.Throws: its constructor threw java.lang.IllegalStateException: no"
            + " data");
    assertMessage(
        "user.Needs",
        "objective.class = user.Needs: must be a public class with a public constructor without"
            + " arguments");
    Path missing = folder.resolve("missing");
    assertEquals(
        "objective.classpath = " + missing + ": does not exist",
        failure(new ClassObjective("user.Mine", List.of(missing))));
    assertTrue(
        failure(new ClassObjective("user.Mine", List.of(missing.resolve("*"))))
            .endsWith("there is no such folder"));
  }

  private void assertMessage(String className, String message) {
    assertEquals(message, failure(new ClassObjective(className, List.of(classes()))));
  }

  private static String failure(ClassObjective source) {
    return assertThrows(InvalidInputException.class, () -> ObjectiveLoader.open(source))
        .getMessage();
  }

  private static RunReport run(ClassObjective source) {
    StudySpec spec =
        new StudySpec(
            "study",
            SearchSpace.builder().build(),
            List.of(ObjectiveSpec.maximize(ObjectiveSpec.UNNAMED)),
            List.of(),
            StrategySpec.named("random"),
            1,
            Budget.trials(1));
    try (ObjectiveLoader loader = ObjectiveLoader.open(source);
        Study study = Study.create(spec)) {
      return study.run(loader.objective());
    }
  }

  private void source(String name, String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
    Files.writeString(file, text);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    int code =
        javac.run(
            System.out,
            System.err,
            "-d",
            classes().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            file.toString());
    assertEquals(0, code);
  }

  private Path classes() {
    return folder.resolve("classes");
  }
}

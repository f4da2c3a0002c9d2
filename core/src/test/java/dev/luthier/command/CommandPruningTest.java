package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.run.RunControl;
import dev.luthier.run.RunListener;
import dev.luthier.study.Budget;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose reports promise too little, as real processes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandPruningTest {
  private static final String POOR = "echo 'luthier: {\"step\": 1, \"accuracy\": 0.1}'\n";
  private static final String FAIR = POOR.replace("0.1", "0.6");
  private static final String RESULT =
      "echo 'luthier: {\"accuracy\": 0.9, \"constraints\": {\"memory\": -1}}'\n";
  private static final String PRUNED = "pruned threshold: 0.1 at step 1, below 0.5";

  @TempDir private Path folder;
  private CommandFixture fixture;

  @BeforeEach
  void open() {
    CommandFixture.assumeProcesses();
    fixture = new CommandFixture(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    fixture.assertNothingIsLeft();
  }

  private Trial.Finished run(String body) throws IOException {
    return fixture
        .run(
            fixture.script(body),
            CommandFixture.spec(Budget.trials(1))
                .withPruner(new PrunerSpec("threshold", Map.of("lower", 0.5))),
            new RunControl(),
            RunListener.SILENT)
        .finished()
        .getFirst();
  }

  @Test
  void itIsAskedToEndWithAllThatItStarted() throws Exception {
    String body = "trap 'touch asked; exit 0' TERM\nsleep 100 &\n" + POOR + "wait\n";
    assertEquals(PRUNED, CommandFixture.describe(run(body)));
    assertTrue(Files.exists(folder.resolve("asked")), "SIGTERM first");
  }

  @Test
  void itIsKilledWhereItDoesNotListen() throws Exception {
    String body = "trap '' TERM\n" + POOR + "while :; do sleep 0.01; done\n";
    assertEquals(PRUNED, CommandFixture.describe(run(body)));
  }

  /** Whichever is first: the end of the command or of the patience with it. */
  @Test
  void whatItSaysAfterwardsDoesNotCount() throws Exception {
    for (int i = 0; i < 10; i++) {
      fixture = new CommandFixture(folder); // A worker's name is good for one run.
      Trial.Finished trial = run(POOR + RESULT + "exit 0");
      assertEquals(PRUNED, CommandFixture.describe(trial));
      assertEquals(1, trial.measurements().size());
    }
    fixture = new CommandFixture(folder);
    assertEquals(PRUNED, CommandFixture.describe(run(POOR + "exit 3")));
  }

  /** How much of it is read depends on how soon the process ends, and must not show. */
  @Test
  void reportsThatAreStillOnTheirWayDoNotCount() throws Exception {
    String many =
        "i=2; while [ $i -le 2000 ]; do echo \"luthier: {\\\"step\\\": $i, \\\"accuracy\\\": 0.1}\";"
            + " i=$((i+1)); done\n";
    for (int i = 0; i < 5; i++) {
      fixture = new CommandFixture(folder);
      Trial.Finished trial = run(POOR + many + RESULT);
      assertEquals(PRUNED, CommandFixture.describe(trial));
      assertEquals(1, trial.measurements().size());
    }
  }

  @Test
  void whatPromisesEnoughCompletes() throws Exception {
    assertEquals(
        "completed {accuracy=0.9} {memory=-1.0}", CommandFixture.describe(run(FAIR + RESULT)));
  }
}

package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.run.Study;
import dev.luthier.study.Budget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when Luthier is killed: nothing. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandLeftoversTest {
  /** A command that only a kill ends, with children and a daemon of the same kind. */
  private static final String ENDLESS =
      """
      trap '' TERM INT HUP
      (setsid sh -c 'trap "" TERM HUP; sleep 1000 & sleep 1000; sleep 1000' >/dev/null 2>&1 &)
      sleep 1000 &
      sleep 1000 &
      echo "$1" >parameters-$LUTHIER_TRIAL
      mv parameters-$LUTHIER_TRIAL started-$LUTHIER_TRIAL
      while :; do sleep 1000; done
      """;

  private static final String RESULT =
      "echo 'luthier: {\"accuracy\": 0.93, \"constraints\": {\"memory\": 0}}'";

  private static final Budget ONE = Budget.trials(1);

  @TempDir private Path folder;
  private CommandFixture fixture;

  @BeforeEach
  void open() {
    CommandFixture.assumeProcesses();
    fixture = new CommandFixture(folder);
  }

  @Test
  void aKilledLuthierTakesItsCommandsAndItsFilesWithIt() throws Exception {
    fixture.script(ENDLESS);
    Process host = CommandHost.start(folder, fixture.worker(), 4);
    for (int trial = 0; trial < 4; trial++) {
      Path started = folder.resolve("started-" + trial);
      await(() -> Files.exists(started), "the command of trial " + trial);
    }
    Path parameters = Path.of(Files.readString(folder.resolve("started-0")).strip());
    assertTrue(Files.exists(parameters), parameters::toString);
    host.destroyForcibly().waitFor();
    await(() -> CommandFixture.living(fixture.worker()).isEmpty(), "the end of its commands");
    await(() -> CommandFixture.guardians(fixture.worker()).isEmpty(), "the end of the guardian");
    assertTrue(Files.notExists(parameters.getParent()), parameters::toString);
  }

  @Test
  void whatEvenTheGuardianCouldNotEndIsFoundLater() throws Exception {
    fixture.script(ENDLESS);
    Process host = CommandHost.start(folder, fixture.worker(), 2);
    await(() -> Files.exists(folder.resolve("started-0")), "the command of trial 0");
    await(() -> Files.exists(folder.resolve("started-1")), "the command of trial 1");
    ProcessHandle guardian = guardian();
    assertTrue(guardian.destroyForcibly());
    awaitEnd(guardian);
    host.destroyForcibly().waitFor();
    assertNotEquals(List.of(), CommandFixture.living(fixture.worker()));
    assertEquals(0, Leftovers.end(Set.of()));
    assertEquals(0, Leftovers.end(Set.of(fixture.worker() + "0", fixture.worker().substring(1))));
    assertNotEquals(List.of(), CommandFixture.living(fixture.worker()));
    int ended = Leftovers.end(Set.of("nobody", fixture.worker()));
    assertTrue(ended >= 2 * 4, () -> ended + " processes");
    fixture.assertNothingIsLeft();
    assertEquals(0, Leftovers.end(Set.of(fixture.worker())));
  }

  @Test
  void aKilledGuardianIsReplacedByTheNextTrial() throws Exception {
    CommandLine command = fixture.script(RESULT);
    try (CommandObjective objective =
            CommandObjective.open(command, CommandFixture.spec(ONE), fixture.worker());
        Study study = Study.create(CommandFixture.spec(ONE))) {
      ProcessHandle first = guardian();
      assertTrue(first.destroyForcibly());
      awaitEnd(first);
      assertEquals(1, study.run(objective).finished().size());
      assertNotEquals(first, guardian());
    }
  }

  @Test
  void theGuardianEndsWithTheObjective() throws Exception {
    CommandLine command = fixture.script(RESULT);
    ProcessHandle guardian;
    try (CommandObjective _ =
        CommandObjective.open(command, CommandFixture.spec(ONE), fixture.worker())) {
      guardian = guardian();
    }
    awaitEnd(guardian);
  }

  /** Its environment emptied and its parent gone, nothing tells whose it is. */
  @Test
  void whatCannotBeFoundDoesNotHoldUpTheTrial() throws Exception {
    Logger log = Logger.getLogger(OutputReader.class.getName());
    log.setLevel(Level.OFF);
    try {
      String script = "env -i setsid sleep 1000 &\necho $! >hidden\nsleep 0.1\n" + RESULT;
      long start = System.nanoTime();
      assertEquals(
          "completed {accuracy=0.93} {memory=0.0}", fixture.run(fixture.script(script), ONE));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(elapsed.toSeconds() < 10, elapsed::toString);
    } finally {
      long hidden = Long.parseLong(Files.readString(folder.resolve("hidden")).strip());
      assertTrue(ProcessHandle.of(hidden).map(ProcessHandle::destroyForcibly).orElse(false));
      log.setLevel(null);
    }
  }

  /** While its parent lives it is found as a descendant. */
  @Test
  void aChildWithoutEnvironmentEndsWithAStoppedTrial() throws Exception {
    String script =
        "env -i sh -c 'trap \"\" TERM; echo $$ >hidden; sleep 1000; sleep 1000' &\nwait";
    fixture.run(fixture.script(script), ONE.eachWithin(Duration.ofMillis(500)));
    String hidden = Files.readString(folder.resolve("hidden")).strip();
    assertEquals("", CommandFixture.text(Path.of("/proc", hidden), "cmdline"));
    fixture.assertNothingIsLeft();
  }

  @Test
  void aCommandHasASessionOfItsOwn() throws Exception {
    assumeTrue(Program.find("setsid").isPresent(), "this system has no setsid");
    String script =
        "read -r pid name state parent group session rest </proc/$$/stat\n"
            + "[ $session = $$ ] || exit 1\n"
            + RESULT;
    assertEquals(
        "completed {accuracy=0.93} {memory=0.0}", fixture.run(fixture.script(script), ONE));
  }

  @Test
  void withoutSetsidACommandIsDeafToCtrlC() throws Exception {
    List<String> words = List.of("/bin/sh", "-c", "kill -INT $$; echo \"$0\"; exit 3", "a b");
    Process process = new ProcessBuilder(new Session(Optional.empty()).command(words)).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("a b\n", out);
    assertEquals(3, process.waitFor());
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> "no sign of " + what);
      Thread.sleep(20);
    }
  }

  /** The only one, as soon as it shows: what has just been started may have no name yet. */
  private ProcessHandle guardian() throws InterruptedException {
    await(() -> !CommandFixture.guardians(fixture.worker()).isEmpty(), "the guardian");
    List<ProcessHandle> guardians = CommandFixture.guardians(fixture.worker());
    assertEquals(1, guardians.size());
    return guardians.getFirst();
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.cli.terminal.TerminalSize;
import dev.luthier.config.StudyFile;
import dev.luthier.run.Study;
import dev.luthier.study.Evaluation;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through what usually happens at a start, so that the virtual machine can note down which
 * classes that takes: run by the launcher when it makes the AOT cache (JEP 514).
 */
public final class StartupRehearsal {
  private static final String STUDY =
      """
      name: rehearsal
      objectives: {score: maximize}
      strategy: {name: gp}
      seed: 1
      budget: {trials: 20, parallelism: 2, timeout: 1m}
      space:
        rate:     {type: float, low: 1.0e-5, high: 0.1, scale: log}
        dropout:  {type: float, low: 0.0, high: 0.5, step: 0.05}
        width:    {type: int, low: 16, high: 512, scale: log}
        kind:     {type: categorical, choices: [sgd, adam]}
        batch:    {type: ordinal, values: [16, 32, 64]}
        momentum: {type: float, low: 0.0, high: 0.99, when: {kind: sgd}}
      objective: {class: unused.Unused}
      """;

  /** What a client says first. */
  private static final String REQUESTS =
      """
      {"jsonrpc":"2.0","id":1,"method":"rpc.hello"}
      {"jsonrpc":"2.0","id":2,"method":"study.create","params":{"name":"s","directions":["minimize"],"space":{"x":{"type":"float","low":0,"high":1}}}}
      {"jsonrpc":"2.0","id":3,"method":"study.ask","params":{"study":"s"}}
      {"jsonrpc":"2.0","id":4,"method":"study.tell","params":{"study":"s","number":0,"values":0.5}}
      {"jsonrpc":"2.0","id":5,"method":"study.best","params":{"study":"s"}}
      {"jsonrpc":"2.0","id":6,"method":"study.tell","params":{"study":"s","number":1}}
      """;

  private StartupRehearsal() {}

  public static void main(String[] arguments) throws IOException {
    Terminal screen = new Terminal(Optional.of(TerminalSize.USUAL), "xterm", false, true);
    rehearse(surroundings(screen));
    rehearse(surroundings(Terminal.NONE));
    System.exit(ExitCode.SUCCESS);
  }

  private static void rehearse(Surroundings surroundings) throws IOException {
    Main.run(List.of("--version"), surroundings);
    Main.run(List.of("tune", "--help"), surroundings);
    Main.run(List.of("tune", "no such file"), surroundings);
    Main.run(List.of("rpc"), surroundings);
    Path folder = Files.createTempDirectory("luthier-rehearsal");
    Path file = folder.resolve("study.yaml");
    Path store = StorePath.beside(file);
    OutputFile report = new OutputFile("--report", ReportCommand.beside(store));
    Path loop = folder.resolve("loop.yaml");
    try {
      rehearseLoop(Files.writeString(loop, STUDY).toString(), surroundings);
    } finally {
      Files.deleteIfExists(StorePath.beside(loop));
      Files.delete(loop);
    }
    try (ObjectiveOutput output = ObjectiveOutput.sentTo(surroundings.err()::println)) {
      Files.writeString(file, STUDY);
      StudySpec spec = StudyFile.read(file).spec();
      StudyPlace place = StudyPlace.ofFile(spec, store);
      // Twice, to go on with a study that is there.
      for (int run = 0; run < 2; run++) {
        try (Study study = place.openToRun(Clock.systemUTC())) {
          TuneCommand.tune(
              study, StartupRehearsal::evaluate, output, Optional.of(report), surroundings);
        }
      }
    } finally {
      Files.deleteIfExists(store);
      Files.deleteIfExists(report.path());
      Files.delete(file);
      Files.delete(folder);
    }
  }

  /** What a loop in a shell does, where every command is a process. */
  private static void rehearseLoop(String file, Surroundings surroundings) {
    for (String trial : List.of("0", "1")) {
      Main.run(List.of("ask", file, "--json"), surroundings);
      Main.run(List.of("tell", file, trial, "0.5"), surroundings);
    }
    for (String command : List.of("best", "trials", "status", "explain")) {
      Main.run(List.of(command, file), surroundings);
      Main.run(List.of(command, file, "--json"), surroundings);
    }
  }

  private static Evaluation evaluate(TrialContext trial) {
    trial.report(1, 0.5);
    return Evaluation.of("score", 0.5);
  }

  private static Surroundings surroundings(Terminal terminal) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        new ByteArrayInputStream(REQUESTS.getBytes(StandardCharsets.UTF_8)),
        nowhere,
        nowhere,
        Map.of(),
        () -> terminal,
        InstantSource.system());
  }
}

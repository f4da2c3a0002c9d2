package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.run.RunControl;
import dev.luthier.run.RunListener;
import dev.luthier.run.RunReport;
import dev.luthier.run.Study;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Clause;
import dev.luthier.space.Condition;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Scripts in a folder, run as the commands of a study of one trial, and what is left of them. */
final class CommandFixture {
  /** Characters that mean something to shells, terminals and parsers. */
  static final String NASTY =
      "it's \"quoted\" $HOME $(touch stolen) `id` \\n {x} %s *\n\ttabs; größe 日本 🎉";

  /** One value each, but for the conditional parameter, which is not active. */
  static final SearchSpace SPACE = space();

  private static final Map<String, Object> VALUES =
      Map.of("learning.rate", 1e-5, "width", 64L, "flag", true, "text", NASTY, "optimizer", "adam");

  private final Path folder;
  private final String worker;

  CommandFixture(Path folder) {
    this(folder, "test-" + UUID.randomUUID());
  }

  CommandFixture(Path folder, String worker) {
    this.folder = folder;
    this.worker = worker;
  }

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(CategoricalParameter.fixed("learning.rate", 1e-5));
    space.add(CategoricalParameter.fixed("width", 64L));
    space.add(CategoricalParameter.fixed("flag", true));
    space.add(CategoricalParameter.fixed("text", NASTY));
    space.add(CategoricalParameter.of("optimizer", "adam", "sgd"));
    space.add(
        RealParameter.linear("momentum", 0, 1),
        new Condition(List.of(new Clause("optimizer", List.of("sgd")))));
    return space.build();
  }

  String worker() {
    return worker;
  }

  /** An executable script of /bin/sh. */
  CommandLine script(String body, String... arguments) throws IOException {
    write("objective.sh", "#!/bin/sh\n" + body);
    List<String> words = new ArrayList<>(List.of("./objective.sh"));
    words.addAll(List.of(arguments));
    return new CommandLine(words, folder);
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    assertEquals(true, file.toFile().setExecutable(true));
  }

  static StudySpec spec(Budget budget) {
    return new StudySpec(
        "a study",
        SPACE,
        List.of(ObjectiveSpec.maximize("accuracy")),
        List.of("memory"),
        StrategySpec.named("random"),
        7,
        budget);
  }

  /** The outcome of one trial, in words. */
  String run(CommandLine command, Budget budget) {
    Trial.Finished trial =
        run(command, budget, new RunControl(), RunListener.SILENT).finished().getFirst();
    return describe(trial);
  }

  RunReport run(CommandLine command, Budget budget, RunControl control, RunListener listener) {
    return run(command, spec(budget), control, listener);
  }

  RunReport run(CommandLine command, StudySpec spec, RunControl control, RunListener listener) {
    try (CommandObjective objective = CommandObjective.open(command, spec, worker);
        Study study = Study.create(spec)) {
      for (long i = 0; i < spec.budget().trials().orElse(1); i++) {
        study.enqueue(VALUES);
      }
      return study.run(objective, control, listener);
    }
  }

  static String describe(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed completed -> describe(completed.evaluation());
      case Trial.Failed failed -> failed.failure().kind() + " " + failed.failure().message();
      case Trial.Pruned pruned -> "pruned " + pruned.reason();
      case Trial.Abandoned abandoned -> "abandoned " + abandoned.reason();
    };
  }

  private static String describe(Evaluation evaluation) {
    StringBuilder text = new StringBuilder("completed ");
    text.append(new TreeMap<>(evaluation.values()));
    evaluation.standardError().ifPresent(error -> text.append(" ± ").append(error));
    evaluation.cost().ifPresent(cost -> text.append(" cost ").append(cost));
    return text.append(' ').append(new TreeMap<>(evaluation.constraints())).toString();
  }

  /** Skips a test that has to look at the environment of processes. */
  static void assumeProcesses() {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/environ")),
        "this system has no /proc, so what a command left behind cannot be looked for");
  }

  /** That no process carries the worker's mark: a look of its own, not that of what is tested. */
  void assertNothingIsLeft() {
    assertEquals(List.of(), living(worker));
  }

  /** The processes with a worker's mark. */
  static List<String> living(String worker) {
    try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("\\d+"))
          .filter(
              folder ->
                  ("\0" + text(folder, "environ")).contains("\0LUTHIER_WORKER=" + worker + "\0"))
          .map(folder -> folder.getFileName() + " " + text(folder, "cmdline").replace('\0', ' '))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The guardians of a worker, which carry no mark. */
  static List<ProcessHandle> guardians(String worker) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                text(Path.of("/proc/" + process.pid()), "cmdline")
                    .contains("\0luthier-guardian\0" + worker + "\0"))
        .toList();
  }

  /** A file of a process's folder; empty when the process has ended. */
  static String text(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}

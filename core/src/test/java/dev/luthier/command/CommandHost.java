package dev.luthier.command;

import dev.luthier.run.RunControl;
import dev.luthier.run.RunListener;
import dev.luthier.study.Budget;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Luthier of its own, to be given little memory, and to be killed. */
final class CommandHost {
  private CommandHost() {}

  /** Starts it on the script {@code objective.sh} in the folder. */
  static Process start(Path folder, String worker, int trials, String... javaOptions)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(javaOptions));
    // What it leaves when even its guardian is killed goes with the test's folder.
    words.add("-Djava.io.tmpdir=" + folder);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(
        List.of(CommandHost.class.getName(), folder.toString(), worker, Integer.toString(trials)));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs as many trials as are told, all at once, and prints what came of each. */
  public static void main(String[] arguments) {
    CommandFixture fixture = new CommandFixture(Path.of(arguments[0]), arguments[1]);
    int trials = Integer.parseInt(arguments[2]);
    CommandLine command =
        new CommandLine(List.of("./objective.sh", "{params_file}"), Path.of(arguments[0]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    fixture.run(
        command,
        Budget.trials(trials).parallel(trials),
        new RunControl(),
        new RunListener() {
          @Override
          public void finished(Trial.Finished trial) {
            out.println(trial.number() + " " + CommandFixture.describe(trial));
          }
        });
  }
}

package dev.luthier.bench.quality;

import dev.luthier.bench.problem.Problem;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code luthier bench quality}. */
public final class QualityCommand {
  private static final String HELP =
      """
      Usage: luthier bench quality [OPTIONS]

      Runs strategies on problems whose answers are known or were recorded, and prints
      how good their solutions are, paired by seed with each other and with recorded
      runs of Optuna, BoTorch and others.

        --strategies A,B    what to run (default: the default strategy, and random)
        --problems P,Q      problems or groups of them (default named):
                            named        the six functions as they are
                            moved        the same, turned and shifted
                            mixed        svr_mixed, by a Python with scikit-learn
                            tree         a generated space with conditions
                            noise        four of the functions with noise on them
                            objectives   ZDT1 to 3, DTLZ2 with two and three values
                            constrained  constraints known by evaluation only
                            warm-start   tasks alone, after related ones, and after a
                                         misleading one
                            families     generated: bad condition, heavy tails, steps
                            development  random instances, to choose constants on
        --seeds 0-9         one run a problem and seed; also 0,3,5
        --evaluations 50    of each run, the common ten starting points included
        --threads 1         runs at a time; with more than one, times mean little
        --workers 1         trials at a time, on a simulated clock; with more, what
                            they cost in evaluations, where the file has the
                            sequential runs of 100 and these have 200
        --own-start         without the common starting points: each strategy begins
                            in its own way; recorded runs have them, so no bars
        --out FILE          write the runs, one JSON object a line
        --resume            go on with FILE: what it has is not run again, and other
                            methods' rows in it are compared with
        --option NAME=VALUE an option of the strategy; STRATEGY.NAME=VALUE where there
                            are several; may be repeated
        --label NAME        what the strategy is called in rows and tables; otherwise
                            its name, and its options if there are some
        --python PATH       for svr_mixed (default python3)
      """;

  private QualityCommand() {}

  /**
   * Runs the command.
   *
   * @param out tables
   * @param progress a line a run
   * @throws dev.luthier.error.InvalidInputException naming the option that is wrong
   */
  public static void run(List<String> words, PrintStream out, PrintStream progress) {
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      out.println();
      for (Problem problem : ProblemChoice.all("")) {
        out.println(ProblemChoice.word(problem.group()) + ": " + problem.name());
      }
      return;
    }
    QualityOptions options = QualityOptions.parse(words);
    List<Problem> problems =
        ProblemChoice.chosen(ProblemChoice.all(options.python()), options.problems());
    RunFile file =
        options.out().map(path -> RunFile.at(path, options.resume())).orElseGet(RunFile::nowhere);
    List<RunRow> rows = new ArrayList<>(file.rows());
    rows.addAll(Jobs.run(missing(options, problems, rows), options.threads(), file, progress));
    List<String> ours = options.methods().stream().map(Job.Method::label).toList();
    // The bars are about runs that begin where the peers' did, and go on one by one.
    List<String> judged =
        options.methods().stream()
            .filter(method -> !method.ownStart() && method.workers() == 1)
            .map(Job.Method::label)
            .toList();
    new Report(
            new Scores(ordered(ours, rows), problems, options.seeds(), options.evaluations()),
            ours,
            judged,
            out)
        .print();
    for (Job.Method method : options.methods()) {
      AsynchronousBar.judge(rows, method, problems, options.seeds())
          .ifPresent(bar -> out.printf("%nBar, for %s:%n  %s%n", method.label(), bar));
      WarmStartBar.judge(rows, method.label(), problems, options.seeds())
          .forEach(bar -> out.printf("%nBar, for %s:%n  %s%n", method.label(), bar));
    }
  }

  /** The runs that are wanted and not there yet. */
  private static List<Job> missing(
      QualityOptions options, List<Problem> problems, List<RunRow> rows) {
    Set<RunRow.Key> there =
        rows.stream()
            .filter(row -> row.bestAfter(options.evaluations()).isPresent())
            .map(RunRow::key)
            .collect(Collectors.toCollection(HashSet::new));
    List<Job> jobs = new ArrayList<>();
    for (Problem problem : problems) {
      for (Job.Method method : options.methods()) {
        for (long seed : options.seeds()) {
          Job job = new Job(method, problem, seed, options.evaluations());
          if (!there.contains(job.key())) {
            jobs.add(job);
          }
        }
      }
    }
    return jobs;
  }

  /** The methods that were asked for first, in that order; then what else the file has; peers. */
  private static List<RunRow> ordered(List<String> ours, List<RunRow> rows) {
    Map<String, List<RunRow>> byMethod = new LinkedHashMap<>();
    ours.forEach(method -> byMethod.put(method, new ArrayList<>()));
    List<RunRow> all = new ArrayList<>(rows);
    all.addAll(RecordedRuns.all());
    all.forEach(
        row -> byMethod.computeIfAbsent(row.key().method(), _ -> new ArrayList<>()).add(row));
    return byMethod.values().stream().flatMap(List::stream).toList();
  }
}

package dev.luthier.bench.run;

import dev.luthier.bench.result.Measurement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks by JMH, one after the other, and turns what it says into measurements. */
final class JmhRun {
  /** Each fork compiles and lays out memory anew: the noise between them is what counts. */
  private static final int FORKS = 3;

  /** A second holds one Cholesky of order 4,000, and a thousand of order 500. */
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(100);

  private final Plan plan;
  private final RunOptions options;
  private final OutputFormat format;
  private final SortedMap<String, BenchmarkListEntry> entries = new TreeMap<>();

  /** Runs of a plan, whose progress goes to a stream. */
  JmhRun(Plan plan, RunOptions options, PrintStream progress) {
    this.plan = plan;
    this.options = options;
    this.format = OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL);
    entries().forEach(entry -> entries.put(entry.getUsername(), entry));
  }

  /** Full names of all benchmarks in the jar, in order. */
  static List<String> names() {
    return entries().stream().map(BenchmarkListEntry::getUsername).distinct().sorted().toList();
  }

  private static Collection<BenchmarkListEntry> entries() {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(PrintStream.nullOutputStream()), VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silent, List.of());
  }

  /**
   * Measures one benchmark with all its parameters.
   *
   * @return as many as there are choices of parameters, or fewer when some fail: JMH prints why
   * @throws RunnerException when JMH cannot even begin; its message is for the user
   */
  List<Measurement> measure(String name) throws RunnerException {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .shouldFailOnError(false)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(ForkOptions.all().toArray(String[]::new))
            .param("backend", plan.backends().toArray(String[]::new))
            .forks(options.quick() ? 1 : FORKS)
            .warmupTime(options.quick() ? QUICK_ITERATION : ITERATION)
            .measurementTime(options.quick() ? QUICK_ITERATION : ITERATION);
    if (options.quick()) {
      builder = builder.warmupIterations(1).measurementIterations(3);
    }
    if (!options.sizes().isEmpty()) {
      builder =
          builder.param("n", options.sizes().stream().map(String::valueOf).toArray(String[]::new));
    }
    if (!options.threads().isEmpty()) {
      builder =
          builder.param(
              "threads", options.threads().stream().map(String::valueOf).toArray(String[]::new));
    }
    return new Runner(builder.build(), format).run().stream().map(JmhRun::measurement).toList();
  }

  /** How many measurements {@link #measure} gives when nothing fails. */
  int choices(String name) {
    BenchmarkListEntry entry = entries.get(name);
    int choices = 1;
    if (entry != null && entry.getParams().hasValue()) {
      for (Map.Entry<String, String[]> parameter : entry.getParams().get().entrySet()) {
        choices *=
            switch (parameter.getKey()) {
              case "backend" -> plan.backends().size();
              case "n" ->
                  options.sizes().isEmpty() ? parameter.getValue().length : options.sizes().size();
              case "threads" -> Math.max(1, options.threads().size());
              default -> parameter.getValue().length;
            };
      }
    }
    return choices;
  }

  private static Measurement measurement(RunResult run) {
    BenchmarkParams of = run.getParams();
    SortedMap<String, String> parameters = new TreeMap<>();
    for (String name : of.getParamsKeys()) {
      parameters.put(name, of.getParam(name));
    }
    List<List<Double>> samples = new ArrayList<>();
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      List<Double> iterations = new ArrayList<>();
      for (IterationResult iteration : fork.getIterationResults()) {
        iterations.add(iteration.getPrimaryResult().getScore());
      }
      samples.add(iterations);
    }
    Result<?> primary = run.getPrimaryResult();
    return new Measurement(
        new Measurement.Key(Plan.shortName(of.getBenchmark()), parameters),
        of.getMode().shortLabel(),
        primary.getScoreUnit(),
        primary.getScore(),
        primary.getScoreError(),
        samples,
        allocated(run));
  }

  private static OptionalDouble allocated(RunResult run) {
    Result<?> bytes = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return bytes == null ? OptionalDouble.empty() : OptionalDouble.of(bytes.getScore());
  }
}

package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.linalg.Availability;
import dev.luthier.select.Backends;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code luthier bench gpu}. */
public final class GpuCommand {
  private static final List<Figure> FIGURES =
      List.of(
          new OperationsFigure(),
          new LikelihoodFigure(),
          new PosteriorFigure(),
          new SearchFigure(),
          new AskFigure(),
          new StudiesFigure(),
          new MemoryFigure(),
          new ResidentFigure());

  private static final List<String> NAMES =
      Stream.concat(FIGURES.stream().map(Figure::name), Stream.of(Crossover.NAME)).toList();

  private static final String HELP =
      """
      Usage: luthier bench gpu [FIGURE…] [OPTIONS]

      Measures what a GPU is judged by, in this process, a few times each: operations,
      likelihood, posterior, search, ask, studies, memory, resident, crossover (default:
      all, which needs a GPU of 141 GB). One line of JSON for each result; a backend
      that does not work is a line with the reason.

        --backend A,B    backends to measure (default: cuda)
        --size N,M       numbers of observations (default: each figure's own)
        --seconds S      that repetitions of one thing may take (default: 2)
        --candidates N   of posterior (default: 100,000)
        --count N        of studies and of memory's sessions (default: 10,000)
        --out FILE       lines are added to it as well

      Two cores beside a GPU: taskset -c 0,1 luthier bench gpu … --backend openblas
      """;

  private final GpuOptions options;
  private final PrintStream out;
  private boolean failed;

  private GpuCommand(GpuOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs the command.
   *
   * @return whether everything that was begun gave a result
   * @throws InvalidInputException naming the word that is wrong
   */
  public static boolean run(List<String> words, PrintStream out) {
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      return true;
    }
    GpuCommand command = new GpuCommand(GpuOptions.parse(words, NAMES), out);
    List<String> working = command.working();
    for (Figure figure : FIGURES) {
      if (command.options.figures().contains(figure.name())) {
        working.forEach(backend -> command.measure(figure, backend));
      }
    }
    if (command.options.figures().contains(Crossover.NAME) && !working.isEmpty()) {
      command.cross(working);
    }
    return !command.failed;
  }

  /** Of the backends that are asked for those that work; of each other a line. */
  private List<String> working() {
    List<String> working = new ArrayList<>();
    List<Backends.Probed> installed = Backends.probeAll();
    List<String> names = installed.stream().map(each -> each.provider().name()).toList();
    for (String name : options.backends()) {
      if (!names.contains(name)) {
        throw new InvalidInputException("--backend", name, "is not installed; there are " + names);
      }
      switch (installed.get(names.indexOf(name)).availability()) {
        case Availability.Available _ -> working.add(name);
        case Availability.Unavailable(String reason, String remedy) ->
            line(Map.of("backend", name, "skipped", reason + ". " + remedy), Map.of());
      }
    }
    return working;
  }

  private void measure(Figure figure, String backend) {
    for (int n : options.sizes().isEmpty() ? figure.sizes() : options.sizes()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("figure", figure.name());
      of.put("backend", backend);
      of.put("n", n);
      of.put("processors", Runtime.getRuntime().availableProcessors());
      OpenSession open = new OpenSession();
      open.backend = backend;
      open.threads = Runtime.getRuntime().availableProcessors();
      attempt(
          of,
          () -> {
            open.open();
            try {
              figure.measure(open, n, options.scale(), members -> line(of, members));
            } finally {
              open.close();
            }
          });
    }
  }

  private void cross(List<String> backends) {
    for (int n : options.sizes().isEmpty() ? Crossover.SIZES : options.sizes()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("figure", Crossover.NAME);
      of.put("n", n);
      of.put("processors", Runtime.getRuntime().availableProcessors());
      attempt(of, () -> line(of, Crossover.at(n, backends, options.scale())));
    }
  }

  /** Whatever goes wrong in one measurement, too little memory above all, is its result. */
  private void attempt(Map<String, Object> of, Runnable measurement) {
    try {
      measurement.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      failed = true;
      line(of, Map.of("failed", e.toString()));
    }
  }

  private void line(Map<String, Object> of, Map<String, Object> members) {
    Map<String, Object> all = new LinkedHashMap<>(of);
    all.putAll(members);
    String text = JsonWriter.write(all);
    out.println(text);
    options
        .out()
        .ifPresent(
            file -> {
              try {
                Files.writeString(
                    file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}

package dev.luthier.bench.quality;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code luthier bench evaluate}: the problems for peers in another language, which evaluate a line
 * at a time and need to know nothing else.
 */
public final class EvaluateCommand implements AutoCloseable {
  private static final String HELP =
      """
      Usage: luthier bench evaluate

      Evaluates the problems of luthier bench quality for other programs: a JSON
      object on a line of standard input, one on a line of standard output.

        {"problem": NAME, "seed": N}    begins a run of that problem: its space, the
                                        names of objectives (minimised) and of
                                        constraints (at most 0), and the
                                        configurations to evaluate first
        {"configuration": {…}}          "values" and "constraints", in that order
        {"recommended": K}              the "figure" of the run so far, that rows
                                        keep; K is the evaluation, from 0, whose
                                        configuration is recommended, or -1
      """;

  private final String python;
  private Optional<Running> running = Optional.empty();

  private record Running(Instance instance, List<History.Entry> entries) {}

  EvaluateCommand(String python) {
    this.python = python;
  }

  /**
   * Answers until the input ends.
   *
   * @throws InvalidInputException when a line cannot be answered
   */
  public static void run(List<String> words, BufferedReader in, PrintStream out) {
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      return;
    }
    if (!words.isEmpty()) {
      throw new InvalidInputException("option", words.getFirst(), "is not known");
    }
    try (EvaluateCommand command = new EvaluateCommand("python3")) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(command.answer(line));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String answer(String line) {
    try {
      JsonFields fields = new JsonFields("", JsonReader.readObject(line));
      Map<String, Object> answer = answer(fields);
      fields.requireNoneLeft("in a question");
      return JsonWriter.write(answer);
    } catch (JsonException e) {
      throw new InvalidInputException("line", line, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> answer(JsonFields fields) {
    Optional<String> problem = fields.findString("problem");
    if (problem.isPresent()) {
      return begin(problem.get(), fields.requireLong("seed"));
    }
    Running run =
        running.orElseThrow(
            () -> new InvalidInputException("problem", "(missing)", "begins every run"));
    Optional<JsonFields> configuration = fields.findObject("configuration");
    return configuration.isPresent()
        ? evaluate(run, configuration.get().takeAll())
        : figure(run, fields.requireLong("recommended"));
  }

  private Map<String, Object> begin(String name, long seed) {
    close();
    Problem problem =
        ProblemChoice.all(python).stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new InvalidInputException("problem", name, "is not known"));
    Instance instance = problem.instance(seed);
    running = Optional.of(new Running(instance, new ArrayList<>()));
    Map<String, Object> answer =
        new LinkedHashMap<>(JsonReader.readObject(instance.space().toJson()));
    answer.put("objectives", instance.objectives());
    answer.put("constraints", instance.constraints());
    answer.put("start", instance.start().stream().map(Configuration::asMap).toList());
    return answer;
  }

  private static Map<String, Object> evaluate(Running run, Map<String, Object> values) {
    Instance instance = run.instance;
    Configuration configuration = instance.space().configuration(values);
    Evaluation evaluation = instance.evaluate(configuration, run.entries.size());
    run.entries.add(new History.Entry(configuration, evaluation));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("values", instance.objectives().stream().map(evaluation::value).toList());
    answer.put(
        "constraints", instance.constraints().stream().map(evaluation.constraints()::get).toList());
    return answer;
  }

  private static Map<String, Object> figure(Running run, long recommended) {
    if (recommended < -1 || recommended >= run.entries.size()) {
      throw new InvalidInputException(
          "recommended", recommended, "must be one of " + run.entries.size() + " evaluations");
    }
    Optional<Configuration> configuration =
        recommended < 0
            ? Optional.empty()
            : Optional.of(run.entries.get(Math.toIntExact(recommended)).configuration());
    return Map.of("figure", run.instance.figure(new History(run.entries, configuration)));
  }

  @Override
  public void close() {
    running.ifPresent(run -> run.instance.close());
    running = Optional.empty();
  }
}

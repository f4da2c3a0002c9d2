import dev.luthier.config.StudyFile;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.RunControl;
import dev.luthier.run.RunListener;
import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.study.*;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;

/**
 * The digits example as a problem: evaluates it for another tuner, or tunes it with a strategy of
 * ours.
 *
 * <pre>
 *   DigitsRuns.java evaluate                     // a line {"seed":0,"number":3,"parameters":{…}} in, the error in percent out
 *   DigitsRuns.java STRATEGY FIRST-LAST FILE     // 50 trials, one after another; a row of each run behind what FILE has
 * </pre>
 *
 * A trial's training is seeded by the study's seed and the trial's number, the same way for
 * everybody.
 */
final class DigitsRuns {
  private static final int EVALUATIONS = 50;
  private static final Path STUDY = Path.of("examples/digits/study.yaml");

  private static final StudySpec SPEC = StudyFile.read(STUDY).spec();

  static void main(String[] args) throws Exception {
    var objective =
        (Objective)
            Class.forName("com.example.digits.DigitsObjective").getConstructor().newInstance();
    if (args[0].equals("evaluate")) {
      for (String line; (line = IO.readln()) != null; ) {
        IO.println(error(objective, JsonReader.readObject(line)));
      }
      return;
    }
    String[] seeds = args[1].split("-");
    Path file = Path.of(args[2]);
    for (long seed = Long.parseLong(seeds[0]); seed <= Long.parseLong(seeds[1]); seed++) {
      String begin =
          "{\"method\":\"%s\",\"problem\":\"digits\",\"seed\":%d,".formatted(args[0], seed);
      if (Files.exists(file) && Files.readString(file).contains(begin)) {
        continue;
      }
      String row = begin + run(objective, args[0], seed) + "}\n";
      Files.writeString(file, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    System.exit(0);
  }

  private static double error(Objective objective, Map<String, Object> line) throws Exception {
    long seed = ((Number) line.get("seed")).longValue();
    long number = ((Number) line.get("number")).longValue();
    @SuppressWarnings("unchecked")
    var parameters = (Map<String, Object>) line.get("parameters");
    var trial =
        new Alone(
            number,
            SPEC.space().configuration(parameters),
            new RandomStreams(seed).seed(number, "objective"));
    return 100 * (1 - objective.evaluate(trial).value("accuracy"));
  }

  private static String run(Objective objective, String strategy, long seed) {
    var spec =
        new StudySpec(
            "digits",
            SPEC.space(),
            SPEC.objectives(),
            List.of(),
            new StrategySpec(strategy, Map.of()),
            seed,
            Budget.trials(EVALUATIONS));
    try (Study study = Study.create(spec)) {
      study.run(objective, new RunControl(), RunListener.SILENT);
      double[] errors =
          study.trials().stream()
              .mapToDouble(
                  t ->
                      t instanceof Trial.Completed done
                          ? 100 * (1 - done.evaluation().value("accuracy"))
                          : 100)
              .toArray();
      Map<String, Object> best = new LinkedHashMap<>();
      for (int n : new int[] {10, 25, 50}) {
        best.put("" + n, Arrays.stream(errors, 0, n).min().orElseThrow());
      }
      return "\"n\":" + EVALUATIONS + ",\"best\":" + JsonWriter.write(best);
    }
  }

  /** A trial that belongs to no study. */
  private record Alone(long number, Configuration configuration, long seed)
      implements TrialContext {
    @Override
    public void report(long step, double value) {}

    @Override
    public void report(long step, Map<String, Double> values) {}

    @Override
    public boolean shouldStop() {
      return false;
    }
  }
}

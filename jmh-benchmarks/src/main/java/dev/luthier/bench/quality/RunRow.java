package dev.luthier.bench.quality;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One run, as one line of JSON.
 *
 * @param evaluations how many it made
 * @param best the best value after so many evaluations; on problems that are more than one value,
 *     the figure by which they say how good a run is
 * @param wallSeconds of the whole run
 * @param ask how long it took to ask, where that was measured
 */
record RunRow(
    Key key,
    int evaluations,
    NavigableMap<Integer, Double> best,
    double wallSeconds,
    Optional<AskTimes> ask) {

  /** What a run is a run of. */
  record Key(String method, String problem, long seed) {}

  /** Milliseconds from the question to the configuration, starting points left out. */
  record AskTimes(double median, double max) {
    private Map<String, Object> toJson() {
      Map<String, Object> times = new LinkedHashMap<>();
      times.put("median", rounded(median));
      times.put("max", rounded(max));
      return times;
    }
  }

  /** The best value after so many evaluations, if that was recorded. */
  OptionalDouble bestAfter(int count) {
    Double value = best.get(count);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The row under another method's name. */
  RunRow renamed(String method) {
    return new RunRow(new Key(method, key.problem, key.seed), evaluations, best, wallSeconds, ask);
  }

  String toJson() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", key.method);
    row.put("problem", key.problem);
    row.put("seed", key.seed);
    row.put("n", evaluations);
    Map<String, Object> bests = new LinkedHashMap<>();
    best.forEach((n, value) -> bests.put(Integer.toString(n), value));
    row.put("best", bests);
    row.put("wall_s", rounded(wallSeconds));
    ask.ifPresent(times -> row.put("ask_ms", times.toJson()));
    return JsonWriter.write(row);
  }

  /**
   * The row of a line.
   *
   * @throws InvalidInputException naming the field that is wrong
   * @throws dev.luthier.json.JsonException when it is not JSON
   */
  static RunRow parse(String line) {
    JsonFields fields = new JsonFields("", JsonReader.readObject(line));
    Key key =
        new Key(
            fields.requireString("method"),
            fields.requireString("problem"),
            fields.requireLong("seed"));
    NavigableMap<Integer, Double> best = new TreeMap<>();
    fields
        .requireObject("best")
        .takeNumbers()
        .forEach((n, value) -> best.put(Integer.parseInt(n), value));
    Optional<AskTimes> ask =
        fields
            .findObject("ask_ms")
            .map(t -> new AskTimes(t.requireNumber("median"), t.requireNumber("max")));
    int evaluations = Math.toIntExact(fields.requireLong("n"));
    RunRow row = new RunRow(key, evaluations, best, fields.requireNumber("wall_s"), ask);
    fields.requireNoneLeft("in a run");
    return row;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}

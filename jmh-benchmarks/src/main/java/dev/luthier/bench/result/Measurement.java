package dev.luthier.bench.result;

import dev.luthier.json.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one benchmark with one choice of parameters took.
 *
 * @param mode JMH's short word for it: {@code avgt} or {@code ss}
 * @param unit of the score and of all samples, such as {@code us/op}
 * @param score the mean, as JMH gives it
 * @param error half of its 99.9 % interval, as JMH gives it; NaN of a single sample
 * @param samples one list a fork, one number an iteration
 * @param allocated bytes per operation, where they were counted
 */
public record Measurement(
    Key key,
    String mode,
    String unit,
    double score,
    double error,
    List<List<Double>> samples,
    OptionalDouble allocated) {

  public Measurement {
    samples = samples.stream().map(List::copyOf).toList();
  }

  /**
   * What was measured.
   *
   * @param name class and method, such as {@code Gemm.session}
   */
  public record Key(String name, SortedMap<String, String> parameters) {
    public Key {
      parameters = new TreeMap<>(parameters);
    }

    /** For example {@code Gemm.session backend=openblas n=1000}. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(name);
      parameters.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
      return text.toString();
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", key.name);
    json.put("parameters", key.parameters);
    json.put("mode", mode);
    json.put("unit", unit);
    json.put("score", score);
    json.put("error", error);
    json.put("samples", samples);
    allocated.ifPresent(bytes -> json.put("bytes_per_operation", bytes));
    return json;
  }

  static Measurement parse(JsonFields fields) {
    SortedMap<String, String> parameters = new TreeMap<>();
    fields
        .requireObject("parameters")
        .takeAll()
        .forEach((name, value) -> parameters.put(name, JsonFields.string(name, value)));
    Measurement measurement =
        new Measurement(
            new Key(fields.requireString("name"), parameters),
            fields.requireString("mode"),
            fields.requireString("unit"),
            fields.requireNumber("score"),
            fields.requireNumber("error"),
            samples(fields),
            fields.findNumber("bytes_per_operation"));
    fields.requireNoneLeft("in a benchmark");
    return measurement;
  }

  private static List<List<Double>> samples(JsonFields fields) {
    String path = fields.path("samples");
    List<List<Double>> forks = new ArrayList<>();
    for (Object fork : fields.requireList("samples")) {
      forks.add(
          JsonFields.list(path, fork).stream()
              .map(sample -> JsonFields.number(path, sample))
              .toList());
    }
    return forks;
  }
}

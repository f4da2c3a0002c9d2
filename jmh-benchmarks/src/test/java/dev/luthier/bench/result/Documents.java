package dev.luthier.bench.result;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Documents for tests. */
public final class Documents {
  public static final Machine MACHINE = new Machine("abacus", 2, 8, "Linux amd64");

  private Documents() {}

  public static Document of(Measurement... measurements) {
    return on(MACHINE, List.of(), measurements);
  }

  public static Document on(Machine machine, List<String> failed, Measurement... measurements) {
    TreeMap<String, String> none = new TreeMap<>();
    var setting =
        new Document.Setting("2026-01-01T00:00:00Z", false, 0.1, machine, "25", none, none, none);
    return new Document(setting, List.of(measurements), failed);
  }

  /** Of one list a fork. */
  public static Measurement measurement(String name, List<List<Double>> forks) {
    double score = forks.stream().flatMap(List::stream).mapToDouble(x -> x).average().orElseThrow();
    return new Measurement(
        new Measurement.Key(name, new TreeMap<>()),
        "avgt",
        "us/op",
        score,
        0.5,
        forks,
        OptionalDouble.of(16));
  }
}

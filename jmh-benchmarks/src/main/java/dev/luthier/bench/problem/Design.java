package dev.luthier.bench.problem;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code initial_designs.json} says of a function: where it is defined, how low it gets, and
 * for each seed the ten points that all methods begin with.
 */
record Design(Vector lower, Vector upper, double minimum, Map<Long, Start> seeds) {
  /** Points of a design and their values, as Python computed them. */
  record Start(List<Vector> points, Vector values) {
    List<double[]> pointArrays() {
      return points.stream().map(Vector::toArray).toList();
    }
  }

  /** All of them, by the function's name. */
  static Map<String, Design> readAll() {
    JsonFields functions = Resource.json("initial_designs.json");
    Map<String, Design> designs = new TreeMap<>();
    functions
        .takeAll()
        .forEach((name, fields) -> designs.put(name, read(JsonFields.of(name, fields))));
    return designs;
  }

  /**
   * The points for a seed.
   *
   * @throws InvalidInputException when there are none
   */
  Start start(long seed) {
    return forSeed(seeds, seed);
  }

  /** What a resource has for a seed, which must be something. */
  static <T> T forSeed(Map<Long, T> seeds, long seed) {
    return Optional.ofNullable(seeds.get(seed))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--seeds", seed, "these problems have the seeds 0 to " + (seeds.size() - 1)));
  }

  private static Design read(JsonFields fields) {
    Map<Long, Start> seeds = new TreeMap<>();
    JsonFields bySeed = fields.requireObject("seeds");
    bySeed
        .takeAll()
        .forEach(
            (seed, start) -> {
              JsonFields entry = JsonFields.of(bySeed.path(seed), start);
              seeds.put(
                  Long.parseLong(seed),
                  new Start(Resource.rows(entry, "points"), Resource.vector(entry, "values")));
            });
    return new Design(
        Resource.vector(fields, "lower"),
        Resource.vector(fields, "upper"),
        fields.requireNumber("minimum"),
        seeds);
  }
}

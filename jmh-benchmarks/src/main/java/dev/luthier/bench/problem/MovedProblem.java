package dev.luthier.bench.problem;

import dev.luthier.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the six functions, turned and with its minimum elsewhere, so that nobody gains from
 * looking at the centre of the box or along the axes. The starting points are the named function's;
 * their values differ.
 */
public final class MovedProblem implements Problem {
  private final NamedProblem original;
  private final Vector minimiser;
  private final Map<Long, Move> moves;

  private MovedProblem(NamedProblem original, Vector minimiser, Map<Long, Move> moves) {
    this.original = original;
    this.minimiser = minimiser;
    this.moves = moves;
  }

  /**
   * Where a function has gone.
   *
   * @param centre x°, the new minimiser
   * @param rotation R, by rows
   * @param values at the starting points, as Python computed them
   */
  record Move(Vector centre, List<Vector> rotation, Vector values) {}

  /** All six, in the order in which they are reported. */
  public static List<MovedProblem> all() {
    JsonFields functions = Resource.json("moved.json");
    return NamedProblem.all().stream()
        .map(problem -> read(problem, functions.requireObject(problem.name())))
        .toList();
  }

  @Override
  public String name() {
    return original.name() + "-moved";
  }

  @Override
  public Group group() {
    return Group.MOVED;
  }

  @Override
  public ScalarInstance instance(long seed) {
    Move move = move(seed);
    return new BoxInstance(
        original.box(),
        x -> original.function().value(preimage(x, move)),
        original.design().start(seed).pointArrays(),
        new Regret(original.design().minimum(), 1));
  }

  Move move(long seed) {
    return Design.forSeed(moves, seed);
  }

  Map<Long, Move> moves() {
    return moves;
  }

  NamedProblem original() {
    return original;
  }

  Vector minimiser() {
    return minimiser;
  }

  /** x* + D R D⁻¹ (x − x°); it may lie outside the box, where all six are defined as well. */
  private double[] preimage(double[] x, Move move) {
    double[] offset = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      offset[i] = (x[i] - move.centre.get(i)) / width(i);
    }
    double[] image = minimiser.toArray();
    for (int i = 0; i < x.length; i++) {
      image[i] += width(i) * move.rotation.get(i).dot(offset);
    }
    return image;
  }

  private double width(int i) {
    return original.design().upper().get(i) - original.design().lower().get(i);
  }

  private static MovedProblem read(NamedProblem original, JsonFields fields) {
    Map<Long, Move> moves = new TreeMap<>();
    JsonFields bySeed = fields.requireObject("seeds");
    bySeed
        .takeAll()
        .forEach(
            (seed, move) -> {
              JsonFields entry = JsonFields.of(bySeed.path(seed), move);
              moves.put(
                  Long.parseLong(seed),
                  new Move(
                      Resource.vector(entry, "centre"),
                      Resource.rows(entry, "rotation"),
                      Resource.vector(entry, "values")));
            });
    return new MovedProblem(original, Resource.vector(fields, "minimiser"), moves);
  }
}

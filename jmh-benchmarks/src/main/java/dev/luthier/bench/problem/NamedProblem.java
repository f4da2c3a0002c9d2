package dev.luthier.bench.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the six functions as it is, from the starting points of its seed. */
public final class NamedProblem implements Problem {
  private final NamedFunction function;
  private final Design design;
  private final BoxInstance.Box box;

  NamedProblem(NamedFunction function, Design design) {
    this.function = function;
    this.design = design;
    this.box = BoxInstance.Box.between(design.lower().toArray(), design.upper().toArray());
  }

  /** All six, in the order in which they are reported. */
  public static List<NamedProblem> all() {
    Map<String, Design> designs = Design.readAll();
    return Arrays.stream(NamedFunction.values())
        .map(
            function ->
                new NamedProblem(
                    function, Optional.ofNullable(designs.get(function.label())).orElseThrow()))
        .toList();
  }

  @Override
  public String name() {
    return function.label();
  }

  @Override
  public Group group() {
    return Group.NAMED;
  }

  @Override
  public ScalarInstance instance(long seed) {
    return new BoxInstance(
        box, function::value, design.start(seed).pointArrays(), new Regret(design.minimum(), 1));
  }

  /** The least value. */
  public double minimum() {
    return design.minimum();
  }

  NamedFunction function() {
    return function;
  }

  Design design() {
    return design;
  }

  BoxInstance.Box box() {
    return box;
  }
}

package dev.luthier.bench.development;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import dev.luthier.study.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A class of random functions; a seed chooses one of them and ten points to begin with. */
public final class GeneratedProblem implements Problem {
  /** As many as the named functions have. */
  private static final int STARTING_POINTS = 10;

  private final String name;
  private final Group group;
  private final Function<RandomGenerator, Drawn> source;

  private GeneratedProblem(String name, Function<RandomGenerator, Drawn> source) {
    this(name, Group.DEVELOPMENT, source);
  }

  private GeneratedProblem(String name, Group group, Function<RandomGenerator, Drawn> source) {
    this.name = name;
    this.group = group;
    this.source = source;
  }

  /**
   * Classes that report. Randomness comes from the name as well as the seed, so that no instance is
   * one that constants were chosen on.
   */
  public static List<GeneratedProblem> reported() {
    List<GeneratedProblem> all = new ArrayList<>();
    all.add(new GeneratedProblem("tree-9", Group.TREE, MixedSpaces::conditional));
    all.add(ill("ellipsoid-4", 4, 1));
    all.add(ill("ellipsoid-8", 8, 1));
    all.add(ill("power-5", 5, 3));
    all.add(ill("root-5", 5, 0.25));
    all.add(family("exp-3", random -> onCube(3, Families::exponential, random)));
    all.add(family("exp-6", random -> onCube(6, Families::exponential, random)));
    all.add(family("plateau-4", random -> onCube(4, Families::plateau, random)));
    all.add(family("steps-4", random -> onCube(4, Families::steps, random)));
    return List.copyOf(all);
  }

  private static GeneratedProblem ill(String name, int dimension, double power) {
    return family(
        name,
        random ->
            onCube(dimension, (d, r) -> Families.illConditioned(d, power, r), random)
                .withMinimum(0));
  }

  private static GeneratedProblem family(String name, Function<RandomGenerator, Drawn> source) {
    return new GeneratedProblem(name, Group.FAMILIES, source);
  }

  /** All classes to choose constants on. */
  public static List<GeneratedProblem> development() {
    List<GeneratedProblem> all = new ArrayList<>();
    all.addAll(onCubes("matern", Surface::matern, 2, 4, 6, 10));
    all.addAll(onCubes("smooth", Surface::smooth, 3, 6, 10));
    all.addAll(
        onCubes("exp-matern", (d, r) -> Surfaces.heavyTailed(Surface.matern(d, r), r), 3, 6));
    all.addAll(onCubes("exp-smooth", (d, r) -> Surfaces.heavyTailed(Surface.smooth(d, r), r), 5));
    all.addAll(onCubes("bumps", Surfaces::bumps, 3, 6));
    all.add(basin("basin-6", 6, Surfaces::basin));
    all.add(basin("basin-10", 10, Surfaces::basin));
    all.add(basin("rough-basin-10", 10, Surfaces::roughBasin));
    all.add(new GeneratedProblem("quadratic-4", random -> quadratic(4, random)));
    all.add(new GeneratedProblem("quadratic-8", random -> quadratic(8, random)));
    all.addAll(onCubes("rough", Surfaces::rough, 2, 5));
    all.addAll(onCubes("sparse", Surfaces::sparse, 10));
    all.add(new GeneratedProblem("integers-5", MixedSpaces::integers));
    all.add(new GeneratedProblem("mixed-6", MixedSpaces::mixed));
    all.add(new GeneratedProblem("conditional-9", MixedSpaces::conditional));
    all.add(new GeneratedProblem("ridge-6", random -> KernelRidge.draw(false, random)));
    all.add(new GeneratedProblem("ridge-6c", random -> KernelRidge.draw(true, random)));
    all.add(new GeneratedProblem("network-8", Network::draw));
    all.add(new GeneratedProblem("boosting-6", BoostedTrees::draw));
    return List.copyOf(all);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Group group() {
    return group;
  }

  @Override
  public ScalarInstance instance(long seed) {
    RandomStreams random = new RandomStreams(seed);
    Drawn drawn = source.apply(random.generator(0, name));
    RandomGenerator starts = random.generator(1, name);
    List<Configuration> start =
        Stream.generate(() -> drawn.space().sample(starts)).limit(STARTING_POINTS).toList();
    return new DrawnInstance(drawn, start, random.generator(2, name));
  }

  private static List<GeneratedProblem> onCubes(String name, Surface surface, int... dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(d -> new GeneratedProblem(name + "-" + d, random -> onCube(d, surface, random)))
        .toList();
  }

  private static Drawn onCube(int dimension, Surface surface, RandomGenerator random) {
    return Drawn.onCube(dimension, surface.draw(dimension, random));
  }

  private static GeneratedProblem basin(String name, int dimension, Surface surface) {
    return new GeneratedProblem(name, random -> onCube(dimension, surface, random).withMinimum(0));
  }

  private static Drawn quadratic(int dimension, RandomGenerator random) {
    return onCube(dimension, Surfaces::quadratic, random).withMinimum(0);
  }
}

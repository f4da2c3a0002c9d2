package dev.luthier.bench.development;

import dev.luthier.bench.problem.BoxInstance.Box;
import dev.luthier.bench.problem.CommonStart;
import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Regret;
import dev.luthier.pareto.ParetoFront;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random functions of the unit cube with several values, with constraints or with noise, to choose
 * constants on; a seed chooses one of a class and the points to begin with.
 *
 * <pre>
 *   objectives    each a draw of its own
 *   constraints   another draw each, kept on three tenths of the cube, wherever they lie
 *   noise         normal, 0.2 (median − best hundredth)
 * </pre>
 */
public final class GeneratedOutputs implements Problem {
  private static final int SAMPLE = 2_000;
  private static final int HUNDREDTH = SAMPLE / 100;
  private static final double NOISE = 0.2;
  private static final double KEPT = 0.3;

  private final String name;
  private final Group group;
  private final int dimension;
  private final int outputs;

  /** Of outputs in turn. */
  private final List<Surface> surfaces;

  private GeneratedOutputs(
      String name, Group group, int dimension, int outputs, Surface... surfaces) {
    this.name = name + "-" + dimension;
    this.group = group;
    this.dimension = dimension;
    this.outputs = outputs;
    this.surfaces = List.of(surfaces);
  }

  /** All classes. */
  public static List<GeneratedOutputs> all() {
    return List.of(
        new GeneratedOutputs("noisy-matern", Group.DEVELOPMENT_NOISE, 4, 1, Surface::matern),
        new GeneratedOutputs("noisy-bumps", Group.DEVELOPMENT_NOISE, 6, 1, Surfaces::bumps),
        new GeneratedOutputs("noisy-basin", Group.DEVELOPMENT_NOISE, 6, 1, Surfaces::basin),
        new GeneratedOutputs("noisy-basin", Group.DEVELOPMENT_NOISE, 10, 1, Surfaces::basin),
        new GeneratedOutputs(
            "noisy-rough-basin", Group.DEVELOPMENT_NOISE, 10, 1, Surfaces::roughBasin),
        new GeneratedOutputs("two-matern", Group.DEVELOPMENT_OBJECTIVES, 4, 2, Surface::matern),
        new GeneratedOutputs("two-bumps", Group.DEVELOPMENT_OBJECTIVES, 6, 2, Surfaces::bumps),
        new GeneratedOutputs("two-basins", Group.DEVELOPMENT_OBJECTIVES, 6, 2, Surfaces::basin),
        new GeneratedOutputs("three-basins", Group.DEVELOPMENT_OBJECTIVES, 6, 3, Surfaces::basin),
        new GeneratedOutputs(
            "size-and-basin", Group.DEVELOPMENT_OBJECTIVES, 6, 2, Surfaces::size, Surfaces::basin),
        new GeneratedOutputs(
            "size-and-matern", Group.DEVELOPMENT_OBJECTIVES, 4, 2, Surfaces::size, Surface::matern),
        new GeneratedOutputs("kept-matern", Group.DEVELOPMENT_CONSTRAINED, 2, 2, Surface::matern),
        new GeneratedOutputs("kept-matern", Group.DEVELOPMENT_CONSTRAINED, 4, 2, Surface::matern),
        new GeneratedOutputs("kept-bumps", Group.DEVELOPMENT_CONSTRAINED, 6, 3, Surfaces::bumps));
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
  public Instance instance(long seed) {
    Box box = Box.cube(dimension);
    RandomStreams random = new RandomStreams(seed);
    RandomGenerator draws = random.generator(0, name);
    List<ToDoubleFunction<double[]>> functions =
        IntStream.range(0, outputs)
            .mapToObj(k -> surfaces.get(k % surfaces.size()).draw(dimension, draws))
            .toList();
    return new Drawing(box, functions, CommonStart.of(box.space(), name, seed), random);
  }

  private final class Drawing implements Instance {
    private final Box box;
    private final List<ToDoubleFunction<double[]>> functions;
    private final List<Configuration> start;
    private final RandomStreams random;
    private final double[][] sorted;
    private final List<double[]> sample;

    private Drawing(
        Box box,
        List<ToDoubleFunction<double[]>> functions,
        List<Configuration> start,
        RandomStreams random) {
      this.box = box;
      this.functions = functions;
      this.start = start;
      this.random = random;
      RandomGenerator points = random.generator(1, name);
      this.sample =
          Stream.generate(() -> values(points.doubles(dimension).toArray())).limit(SAMPLE).toList();
      this.sorted = new double[outputs][];
      Arrays.setAll(sorted, k -> sample.stream().mapToDouble(v -> v[k]).sorted().toArray());
    }

    private boolean isOf(Group wanted) {
      return group == wanted;
    }

    private double[] values(double[] x) {
      return functions.stream().mapToDouble(f -> f.applyAsDouble(x)).toArray();
    }

    /** Over that of the sample, below its medians and below its worst: what counts is a choice. */
    private double volume(List<double[]> points) {
      double sum = 0;
      for (int at : new int[] {SAMPLE / 2, SAMPLE - 1}) {
        double[] reference = Arrays.stream(sorted).mapToDouble(s -> s[at]).toArray();
        sum +=
            ParetoFront.of(points).hypervolume(reference)
                / ParetoFront.of(sample).hypervolume(reference);
      }
      return sum / 2;
    }

    private double noise() {
      return NOISE * (sorted[0][SAMPLE / 2] - sorted[0][HUNDREDTH]);
    }

    @Override
    public SearchSpace space() {
      return box.space();
    }

    @Override
    public List<Configuration> start() {
      return start;
    }

    @Override
    public List<String> objectives() {
      return isOf(Group.DEVELOPMENT_OBJECTIVES)
          ? IntStream.range(0, outputs).mapToObj(k -> "f" + k).toList()
          : List.of(ObjectiveSpec.UNNAMED);
    }

    @Override
    public List<String> constraints() {
      return isOf(Group.DEVELOPMENT_CONSTRAINED)
          ? IntStream.range(1, outputs).mapToObj(k -> "c" + k).toList()
          : List.of();
    }

    @Override
    public Evaluation evaluate(Configuration configuration, long index) {
      double[] values = values(box.point(configuration));
      if (isOf(Group.DEVELOPMENT_NOISE)) {
        double error = random.generator(index, name).nextGaussian();
        return Evaluation.of(values[0] + noise() * error);
      }
      Map<String, Double> named = new LinkedHashMap<>();
      Map<String, Double> kept = new LinkedHashMap<>();
      List<String> objectives = objectives();
      for (int k = 0; k < objectives.size(); k++) {
        named.put(objectives.get(k), values[k]);
      }
      for (int k = objectives.size(); k < outputs; k++) {
        kept.put("c" + k, values[k] - limit(k));
      }
      return new Evaluation(named, OptionalDouble.empty(), OptionalDouble.empty(), kept);
    }

    private double limit(int output) {
      return sorted[output][(int) (KEPT * SAMPLE)];
    }

    @Override
    public double figure(History history) {
      List<Evaluation> all = history.entries().stream().map(History.Entry::evaluation).toList();
      return switch (group) {
        case DEVELOPMENT_NOISE -> values(box.point(history.recommended().orElseThrow()))[0];
        case DEVELOPMENT_OBJECTIVES -> {
          List<double[]> points = new ArrayList<>();
          all.forEach(e -> points.add(objectives().stream().mapToDouble(e::value).toArray()));
          yield -volume(points);
        }
        default ->
            all.stream()
                .filter(Evaluation::isFeasible)
                .mapToDouble(e -> e.value(ObjectiveSpec.UNNAMED))
                .min()
                .orElse(sorted[0][SAMPLE - 1]);
      };
    }

    @Override
    public double score(double figure) {
      if (isOf(Group.DEVELOPMENT_OBJECTIVES)) {
        return figure;
      }
      Regret regret =
          ReferenceMinimum.find(
              new Drawn(box.space(), c -> penalised(values(box.point(c)))),
              random.generator(2, name));
      return isOf(Group.DEVELOPMENT_NOISE)
          ? NOISE * (figure - regret.minimum()) / noise()
          : regret.log10(figure);
    }

    /** Worse than anything where a constraint is broken. */
    private double penalised(double[] values) {
      double excess = 0;
      for (int k = objectives().size(); k < outputs; k++) {
        excess += Math.max(0, values[k] - limit(k));
      }
      return excess > 0 ? sorted[0][SAMPLE - 1] + excess : values[0];
    }
  }
}

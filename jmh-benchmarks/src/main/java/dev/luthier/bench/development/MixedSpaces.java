package dev.luthier.bench.development;

import static dev.luthier.space.Condition.when;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Random functions of spaces with integers, choices and conditions. Numbers enter by their place on
 * their scale, each choice as a random point of the plane, so that some choices are more alike than
 * others; the function of those is a draw from a Gaussian process.
 */
final class MixedSpaces {
  private static final List<String> CHOICES = List.of("a", "b", "c", "d");
  private static final List<String> BRANCHES = List.of("left", "middle", "right");

  private MixedSpaces() {}

  /** Reals and integers on both scales, and a choice of four. */
  static Drawn mixed(RandomGenerator random) {
    var space = SearchSpace.builder();
    List<Parameter<?>> numbers =
        List.of(
            space.add(RealParameter.linear("rate", 0, 1)),
            space.add(RealParameter.linear("share", 0, 1)),
            space.add(RealParameter.log("penalty", 1e-6, 1)),
            space.add(IntegerParameter.linear("depth", 1, 12)),
            space.add(IntegerParameter.log("width", 1, 1_000)));
    CategoricalParameter<String> kind = space.add(CategoricalParameter.of("kind", CHOICES));
    Map<String, double[]> places = places(CHOICES, random);
    ProcessDraw draw = draw(numbers.size() + 2, random);
    return new Drawn(
        space.build(),
        configuration -> {
          double[] place = places.getOrDefault(configuration.get(kind), new double[2]);
          return draw.applyAsDouble(coordinates(configuration, numbers, place));
        });
  }

  /** Five integers of ten values. */
  static Drawn integers(RandomGenerator random) {
    var space = SearchSpace.builder();
    List<Parameter<?>> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(space.add(IntegerParameter.linear("n" + i, 0, 9)));
    }
    ProcessDraw draw = draw(numbers.size(), random);
    return new Drawn(
        space.build(), configuration -> draw.applyAsDouble(coordinates(configuration, numbers)));
  }

  /**
   * Three branches with two, two and no parameters of their own beside two common ones, and a
   * switch with one: a function of what is common, plus one of what the branch has, plus one of
   * what the switch brings.
   */
  static Drawn conditional(RandomGenerator random) {
    var space = SearchSpace.builder();
    CategoricalParameter<String> branch = space.add(CategoricalParameter.of("branch", BRANCHES));
    CategoricalParameter<Boolean> extra = space.add(CategoricalParameter.bool("extra"));
    List<Parameter<?>> common =
        List.of(
            space.add(RealParameter.linear("x0", 0, 1)),
            space.add(RealParameter.linear("x1", 0, 1)));
    Part ofLeft =
        part(
            random,
            common,
            space.add(RealParameter.linear("left0", 0, 1), when(branch, "left")),
            space.add(RealParameter.log("left1", 1e-3, 1), when(branch, "left")));
    Part ofMiddle =
        part(
            random,
            common,
            space.add(RealParameter.linear("middle0", 0, 1), when(branch, "middle")),
            space.add(IntegerParameter.linear("middle1", 1, 8), when(branch, "middle")));
    Part ofRight = part(random, common);
    Part ofCommon = part(random, common);
    Part ofExtra =
        part(random, List.of(), space.add(RealParameter.linear("amount", 0, 1), when(extra, true)));
    return new Drawn(
        space.build(),
        configuration -> {
          Part ofBranch =
              switch (configuration.get(branch)) {
                case "left" -> ofLeft;
                case "middle" -> ofMiddle;
                default -> ofRight;
              };
          double value = ofCommon.at(configuration) + ofBranch.at(configuration);
          return configuration.get(extra) ? value + ofExtra.at(configuration) : value;
        });
  }

  /** A function of some of the parameters, all of which must be active. */
  private record Part(List<Parameter<?>> parameters, ProcessDraw draw) {
    double at(Configuration configuration) {
      return draw.applyAsDouble(coordinates(configuration, parameters));
    }
  }

  private static Part part(RandomGenerator random, List<Parameter<?>> common, Parameter<?>... own) {
    List<Parameter<?>> all = new ArrayList<>(common);
    all.addAll(List.of(own));
    return new Part(List.copyOf(all), draw(all.size(), random));
  }

  private static ProcessDraw draw(int dimension, RandomGenerator random) {
    return ProcessDraw.matern(ProcessDraw.lengthScales(dimension, 0.3, 0.8, random), random);
  }

  private static Map<String, double[]> places(List<String> choices, RandomGenerator random) {
    Map<String, double[]> places = new TreeMap<>();
    for (String choice : choices) {
      places.put(choice, new double[] {random.nextDouble(), random.nextDouble()});
    }
    return places;
  }

  /** Places of the parameters' values on their scales, and more coordinates behind them. */
  private static double[] coordinates(
      Configuration configuration, List<Parameter<?>> parameters, double... more) {
    double[] coordinates = new double[parameters.size() + more.length];
    for (int i = 0; i < parameters.size(); i++) {
      coordinates[i] = coordinate(configuration, parameters.get(i));
    }
    System.arraycopy(more, 0, coordinates, parameters.size(), more.length);
    return coordinates;
  }

  private static <T> double coordinate(Configuration configuration, Parameter<T> parameter) {
    return parameter.encode(parameter.valueOf(configuration.find(parameter.name()).orElseThrow()));
  }
}

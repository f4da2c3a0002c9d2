package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianProcessStrategyTest {
  private static final Map<String, Object> SMALL = Map.of("candidates", 128, "starts", 3);

  private static SearchSpace cube(int d) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < d; i++) {
      builder.add(RealParameter.linear("x" + i, 0, 1));
    }
    return builder.build();
  }

  private static double[] encode(SearchSpace space, Configuration configuration) {
    return new Encoder(space).encode(configuration);
  }

  /** A bowl with its minimum 0 away from the middle. */
  private static ToDoubleFunction<Configuration> bowl(SearchSpace space) {
    return configuration -> {
      double sum = 0;
      for (double u : encode(space, configuration)) {
        sum += (u - 0.7) * (u - 0.7);
      }
      return sum;
    };
  }

  /** Random search comes to 0.003, on average. */
  @Test
  void findsTheBottomOfABowl() {
    SearchSpace space = cube(2);
    try (Loop loop = new Loop(space, 1, Map.of())) {
      double best = loop.minimize(bowl(space), 25);
      assertTrue(best < 1e-5, () -> "best is " + best);
    }
  }

  /** The same point in every coordinate to within a thousandth would be asked twice. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void eightParallelAsksAreApart(int d) {
    SearchSpace space = cube(d);
    for (long seed = 0; seed < 3; seed++) {
      try (Loop loop = new Loop(space, seed, Map.of())) {
        loop.minimize(bowl(space), 15);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          points.add(encode(space, loop.ask(1).getFirst()));
        }
        requireApart(points);
      }
    }
  }

  @Test
  void aBatchOfEightIsApart() {
    SearchSpace space = cube(3);
    try (Loop loop = new Loop(space, 4, Map.of())) {
      loop.minimize(bowl(space), 12);
      requireApart(loop.ask(8).stream().map(c -> encode(space, c)).toList());
    }
  }

  private static void requireApart(List<double[]> points) {
    assertEquals(8, points.size());
    for (int i = 0; i < points.size(); i++) {
      for (int j = 0; j < i; j++) {
        double largest = 0;
        for (int k = 0; k < points.get(i).length; k++) {
          largest = Math.max(largest, Math.abs(points.get(i)[k] - points.get(j)[k]));
        }
        assertTrue(largest >= 1e-3, "asks " + j + " and " + i + " are " + largest + " apart");
      }
    }
  }

  static Stream<Arguments> torture() {
    SplittableRandom random = new SplittableRandom(8);
    return Stream.of(
        Arguments.of("huge", values(i -> i % 2 == 0 ? 1e308 : -1e308)),
        Arguments.of("infinite", values(i -> i % 2 == 0 ? 1.0 / 0 : -1.0 / 0)),
        Arguments.of("partly infinite", values(i -> i % 3 == 0 ? 1.0 / 0 : i)),
        Arguments.of("all failed", values(_ -> Double.NaN)),
        Arguments.of("mostly failed", values(i -> i % 5 == 0 ? i : Double.NaN)),
        Arguments.of("an outlier", values(i -> i == 7 ? 1e12 : Math.sin(i))),
        Arguments.of("tiny", values(i -> i * Double.MIN_VALUE)),
        Arguments.of("noise", values(_ -> random.nextDouble())),
        Arguments.of("decades", values(i -> Math.pow(10, i * 10.0 - 150))));
  }

  private static IntToDoubleFunction values(IntToDoubleFunction function) {
    return function;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("torture")
  void goesOnWhateverTheValuesAre(String what, IntToDoubleFunction values) {
    for (int d : new int[] {1, 3}) {
      SearchSpace space = cube(d);
      try (Loop loop = new Loop(space, 2, SMALL)) {
        int[] trial = {0};
        for (int i = 0; i < 25; i++) {
          requireInside(space, loop.ask(1).getFirst());
          loop.tell(_ -> values.applyAsDouble(trial[0]++));
        }
      }
    }
  }

  private static void requireInside(SearchSpace space, Configuration configuration) {
    assertEquals(configuration, space.configuration(configuration.asMap()));
  }

  @Test
  void goesOnWhenTwoHundredTrialsAreEqual() {
    SearchSpace space = cube(2);
    try (Loop loop = new Loop(space, 3, SMALL)) {
      assertEquals(7, loop.minimize(_ -> 7, 200));
    }
  }

  @Test
  void goesOnInAHundredDimensionsWithFewerPointsThanThat() {
    SearchSpace space = cube(100);
    try (Loop loop = new Loop(space, 3, SMALL)) {
      double first = loop.minimize(bowl(space), 10);
      double best = loop.minimize(bowl(space), 20);
      assertTrue(best < first, () -> first + " is not improved by " + best);
    }
  }

  @Test
  void duplicatesInTheHistoryDoNoHarm() {
    SearchSpace space = cube(2);
    try (Loop loop = new Loop(space, 3, SMALL)) {
      Configuration same = loop.ask(1).getFirst();
      loop.tell(bowl(space));
      for (int i = 0; i < 30; i++) {
        loop.add(List.of(same), _ -> 0.5);
      }
      for (int i = 0; i < 5; i++) {
        requireInside(space, loop.ask(1).getFirst());
        loop.tell(bowl(space));
      }
    }
  }

  /** The best corner is where every search ends. */
  @Test
  void neverTheSameConfigurationTwiceInACorner() {
    SearchSpace space = cube(2);
    ToDoubleFunction<Configuration> slope = c -> encode(space, c)[0] + encode(space, c)[1];
    try (Loop loop = new Loop(space, 5, SMALL)) {
      loop.minimize(slope, 40);
      List<Configuration> all =
          loop.finished().stream().map(Trial.Finished::configuration).toList();
      assertEquals(all.size(), new HashSet<>(all).size());
      assertTrue(all.stream().anyMatch(c -> slope.applyAsDouble(c) == 0), "no search ended there");
    }
  }

  /** Past a hundred observations fits run in the background, in force at a later position. */
  @Test
  void threadsAndRestartsChangeNothing() {
    SearchSpace space = cube(2);
    List<Configuration> direct = proposals(space, Runnable::run, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      assertEquals(direct, proposals(space, threads, 1));
      assertEquals(direct, proposals(space, threads, 3));
    }
    List<Runnable> never = new ArrayList<>();
    assertEquals(direct, proposals(space, never::add, 1));
    assertTrue(!never.isEmpty(), "nothing was to be done in the background");
  }

  /** What is proposed at 100 to 130 observations that come in pieces. */
  private static List<Configuration> proposals(SearchSpace space, Executor background, int piece) {
    SplittableRandom random = new SplittableRandom(12);
    List<Configuration> history = Stream.generate(() -> space.sample(random)).limit(130).toList();
    List<Configuration> proposals = new ArrayList<>();
    try (Loop loop = new Loop(space, 6, SMALL, Loop.computeWith(background))) {
      loop.add(history.subList(0, 100), bowl(space));
      for (int from = 100; from < history.size(); from += piece) {
        if ((from - 100) % 15 == 0) {
          proposals.addAll(loop.peek(1).configurations());
        }
        loop.add(history.subList(from, Math.min(from + piece, history.size())), bowl(space));
      }
      proposals.addAll(loop.peek(2).configurations());
    }
    return proposals;
  }

  /** Of two branches one is better, by a parameter that only it has. */
  @Test
  void conditionalParametersAreModelled() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b"));
    var depth = builder.add(RealParameter.linear("depth", 0, 1), when(kind, "a"));
    var width = builder.add(RealParameter.linear("width", 0, 1), when(kind, "b"));
    SearchSpace space = builder.build();
    ToDoubleFunction<Configuration> objective =
        c -> c.isActive(depth) ? 0.5 + 0.2 * c.get(depth) : 10 * Math.pow(c.get(width) - 0.83, 2);
    try (Loop loop = new Loop(space, 1, Map.of())) {
      double best = loop.minimize(objective, 30);
      assertTrue(best < 1e-4, () -> "best is " + best);
      long late =
          loop.finished().stream().skip(15).filter(t -> t.configuration().isActive(width)).count();
      assertTrue(late > 10, () -> "only " + late + " of the last 15 are in the better branch");
    }
  }

  @Test
  void integersAndCategoriesAreSearchedByMoves() {
    SpaceBuilder builder = SearchSpace.builder();
    var layers = builder.add(IntegerParameter.linear("layers", 1, 200));
    var activation = builder.add(CategoricalParameter.of("activation", "relu", "tanh", "gelu"));
    var batch = builder.add(IntegerParameter.log("batch", 1, 4096));
    SearchSpace space = builder.build();
    ToDoubleFunction<Configuration> objective =
        c ->
            Math.abs(c.get(layers) - 137) / 20.0
                + (c.get(activation).equals("gelu") ? 0 : 1)
                + Math.abs(Math.log(c.get(batch) / 64.0));
    try (Loop loop = new Loop(space, 1, Map.of())) {
      double best = loop.minimize(objective, 50);
      assertTrue(best < 0.3, () -> "best is " + best);
    }
  }

  /** A hundred of them by the model, at most. */
  @Test
  void hundredsOfProposalsAtOnceAreDifferent() {
    SearchSpace space = cube(2);
    try (Loop loop = new Loop(space, 1, Map.of("candidates", 16, "starts", 1))) {
      loop.minimize(bowl(space), 12);
      assertEquals(300, new HashSet<>(loop.ask(300)).size());
    }
  }
}

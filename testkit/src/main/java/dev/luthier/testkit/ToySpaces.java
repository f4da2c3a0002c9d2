package dev.luthier.testkit;

import static dev.luthier.space.Condition.when;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Lattice;
import dev.luthier.space.LinearSum;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Small spaces, each with one difficulty. Integers of the finite ones have at most three values or
 * a step, so that a grid of a few points is all of them.
 */
final class ToySpaces {
  private ToySpaces() {}

  /** Every permitted configuration of a finite space. */
  static Set<Configuration> everything(SearchSpace space) {
    Set<Configuration> all = new LinkedHashSet<>();
    Lattice.complete(space, 1).forEach(all::add);
    return all;
  }

  /** As many floats in [0, 1] as asked for. */
  static SearchSpace floats(int dimensions) {
    SpaceBuilder space = SearchSpace.builder();
    for (int i = 0; i < dimensions; i++) {
      space.add(RealParameter.linear("x" + i, 0, 1));
    }
    return space.build();
  }

  /** Bounds and steps: every kind of parameter, with bounds that are easily missed. */
  static SearchSpace everyKind() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("signed", -3, -1));
    space.add(RealParameter.log("rate", 1e-5, 0.1));
    space.add(RealParameter.linear("dropout", 0, 0.5).step(0.05));
    space.add(RealParameter.log("decay", 0.25, 4).step(0.25));
    space.add(IntegerParameter.linear("layers", -2, 2));
    space.add(IntegerParameter.log("width", 16, 512));
    space.add(IntegerParameter.linear("heads", 1, 20).step(3));
    space.add(CategoricalParameter.of("activation", "relu", "tanh", "gelu"));
    space.add(CategoricalParameter.bool("bias"));
    space.add(CategoricalParameter.fixed("folds", 5));
    space.add(OrdinalParameter.of("batch", 16, 32, 64, 128));
    return space.build();
  }

  /**
   * Conditions within conditions, continuous ones among them; one branch has nothing but itself.
   */
  static SearchSpace conditional() {
    SpaceBuilder space = SearchSpace.builder();
    var optimizer = space.add(CategoricalParameter.of("optimizer", "sgd", "adam", "none"));
    space.add(RealParameter.log("rate", 1e-4, 1), when(optimizer, "sgd", "adam"));
    var nesterov = space.add(CategoricalParameter.bool("nesterov"), when(optimizer, "sgd"));
    space.add(RealParameter.linear("momentum", 0, 0.99), when(nesterov, true));
    return space.build();
  }

  /** 2·3·4 configurations without conditions. */
  static SearchSpace box() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(CategoricalParameter.bool("a"));
    space.add(IntegerParameter.linear("b", 1, 3));
    space.add(RealParameter.linear("c", 0, 0.3).step(0.1));
    return space.build();
  }

  /** 1 + 3·(1 + 2) configurations, in branches of very different size. */
  static SearchSpace tree() {
    SpaceBuilder space = SearchSpace.builder();
    var used = space.add(CategoricalParameter.bool("used"));
    space.add(OrdinalParameter.of("size", 1, 2, 4), when(used, true));
    var warm = space.add(CategoricalParameter.bool("warm"), when(used, true));
    space.add(CategoricalParameter.of("schedule", "linear", "cosine"), when(warm, true));
    return space.build();
  }

  /** 3·3·2 configurations less the 3 and 2 forbidden ones, which have one in common: 14. */
  static SearchSpace forbidding() {
    SpaceBuilder space = SearchSpace.builder();
    var optimizer = space.add(CategoricalParameter.of("optimizer", "sgd", "adam", "lion"));
    var batch = space.add(OrdinalParameter.of("batch", 16, 32, 64));
    var half = space.add(CategoricalParameter.bool("half"));
    space.forbid(when(optimizer, "lion").and(when(half, true)));
    space.forbid(when(batch, 16).and(when(half, true)).and(when(optimizer, "adam", "lion")));
    return space.build();
  }

  /** 0.05, 0.15, 0.25. */
  static SearchSpace steps() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("c", 0.05, 0.3).step(0.1));
    return space.build();
  }

  /**
   * 2^n combinations of switches of which n + 1 are permitted: once one is on, so are all after it.
   * For n = 12 three random draws in a thousand are.
   */
  static SearchSpace almostForbidden(int switches) {
    SpaceBuilder space = SearchSpace.builder();
    addSwitches(space, switches);
    return space.build();
  }

  /** As {@link #almostForbidden} with 12 switches, and a continuum beside them. */
  static SearchSpace almostForbiddenContinuum() {
    SpaceBuilder space = SearchSpace.builder();
    addSwitches(space, 12);
    space.add(RealParameter.linear("x", -1, 1));
    return space.build();
  }

  /**
   * Inequalities between numbers of every kind, one of them in a branch: less than a thousandth of
   * the box is permitted.
   */
  static SearchSpace linear() {
    SpaceBuilder space = SearchSpace.builder();
    var low = space.add(RealParameter.linear("low", 0, 1));
    var high = space.add(RealParameter.linear("high", 0, 1));
    space.limit(LinearSum.of(1, low).minus(1, high).atMost(0));
    space.limit(LinearSum.of(1, high).minus(1, low).atMost(1e-3));
    var width = space.add(IntegerParameter.log("width", 1, 64));
    var depth = space.add(IntegerParameter.linear("depth", 1, 30));
    space.limit(LinearSum.of(2, width).plus(1, depth).plus(10, low).atMost(40));
    var used = space.add(CategoricalParameter.bool("used"));
    var rate = space.add(RealParameter.log("rate", 0.01, 100), when(used, true));
    space.limit(LinearSum.of(1, rate).plus(1, width).atMost(20));
    return space.build();
  }

  /** 4·4 configurations of which 2a + b ≤ 4 and a ≤ b leave six. */
  static SearchSpace linearIntegers() {
    SpaceBuilder space = SearchSpace.builder();
    var a = space.add(IntegerParameter.linear("a", 0, 3).step(1));
    var b = space.add(IntegerParameter.linear("b", 0, 3).step(1));
    space.limit(LinearSum.of(2, a).plus(1, b).atMost(4));
    space.limit(LinearSum.of(1, a).minus(1, b).atMost(0));
    return space.build();
  }

  /** Nothing to tune. */
  static SearchSpace empty() {
    return SearchSpace.builder().build();
  }

  /** One configuration, made of a fixed value and two ranges of one value. */
  static SearchSpace singlePoint() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(CategoricalParameter.fixed("kind", "mlp"));
    space.add(RealParameter.linear("rate", 0.1, 0.1));
    space.add(IntegerParameter.linear("width", 7, 7));
    return space.build();
  }

  private static void addSwitches(SpaceBuilder space, int count) {
    var before = space.add(CategoricalParameter.bool("s00"));
    for (int i = 1; i < count; i++) {
      var next = space.add(CategoricalParameter.bool("s%02d".formatted(i)));
      space.forbid(when(before, true).and(when(next, false)));
      before = next;
    }
  }
}

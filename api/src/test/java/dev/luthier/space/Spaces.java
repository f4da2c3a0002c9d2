package dev.luthier.space;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random parameters, and a conditional space, for property tests. */
final class Spaces {
  private Spaces() {}

  /** Any continuum whose bounds are at least a thousand representable numbers apart. */
  static RealParameter continuum(RandomGenerator random) {
    if (random.nextBoolean()) {
      double low = 1e9 * (2 * random.nextDouble() - 1);
      return RealParameter.linear("x", low, low + Math.pow(10, random.nextDouble(-3, 9)));
    }
    double exponent = random.nextDouble(-30, 10);
    return RealParameter.log(
        "x", Math.exp(exponent), Math.exp(exponent + random.nextDouble(0.01, 40)));
  }

  /** Any decimal grid of up to 300 values whose high is one of them. */
  static RealParameter steppedReal(RandomGenerator random) {
    int low = random.nextInt(-1000, 1000);
    int step = random.nextInt(1, 5000);
    int count = random.nextInt(1, 300);
    double unit = Double.parseDouble("1e" + random.nextInt(7));
    return RealParameter.linear("x", low / unit, (low + step * count) / unit).step(step / unit);
  }

  /** Any integer parameter: linear, logarithmic or stepped, up to 2⁴¹ values. */
  static IntegerParameter integer(RandomGenerator random) {
    long width = random.nextLong(1L << random.nextInt(41));
    return switch (random.nextInt(3)) {
      case 0 -> {
        long low = random.nextLong(-(1L << 40), 1L << 40);
        yield IntegerParameter.linear("x", low, low + width);
      }
      case 1 -> {
        long low = random.nextLong(1, 1L << random.nextInt(1, 41));
        yield IntegerParameter.log("x", low, low + width);
      }
      default -> {
        long low = random.nextLong(-(1L << 40), 1L << 40);
        long step = random.nextLong(1, 1000);
        yield IntegerParameter.linear("x", low, low + step * random.nextInt(1, 99)).step(step);
      }
    };
  }

  /** A space of ten parameters with nested conditions, in the given order of declaration. */
  static SearchSpace conditional(List<Integer> order) {
    var model = CategoricalParameter.of("model", "mlp", "svm", "tree");
    var layers = IntegerParameter.linear("layers", 1, 3);
    List<Runnable> additions = new ArrayList<>();
    SpaceBuilder builder = SearchSpace.builder();
    additions.add(() -> builder.add(model));
    additions.add(() -> builder.add(RealParameter.log("rate", 1e-5, 0.1)));
    additions.add(() -> builder.add(layers, Condition.when(model, "mlp")));
    additions.add(
        () ->
            builder.add(
                IntegerParameter.log("width2", 4, 64),
                Condition.when(layers, 2L, 3L).and(Condition.when(model, "mlp"))));
    additions.add(
        () -> builder.add(IntegerParameter.log("width3", 4, 64), Condition.when(layers, 3L)));
    additions.add(
        () ->
            builder.add(
                OrdinalParameter.of("kernel", "rbf", "poly"), Condition.when(model, "svm")));
    additions.add(
        () ->
            builder.add(
                RealParameter.linear("ccp", 0, 0.3).step(0.1), Condition.when(model, "tree")));
    additions.add(() -> builder.add(CategoricalParameter.bool("scale")));
    additions.add(() -> builder.add(CategoricalParameter.fixed("folds", 5L)));
    order.forEach(i -> additions.get(i).run());
    builder.forbid(
        Condition.when(model, "svm")
            .and(Condition.when(CategoricalParameter.bool("scale"), false)));
    return builder.build();
  }

  static final int CONDITIONAL_PARAMETERS = 9;
}

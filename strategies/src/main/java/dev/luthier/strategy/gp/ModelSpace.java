package dev.luthier.strategy.gp;

import dev.luthier.linalg.Column;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.surrogate.Hyperparameter;
import dev.luthier.surrogate.HyperparameterPrior.Exceptional;
import dev.luthier.surrogate.HyperparameterPrior.Gamma;
import dev.luthier.surrogate.HyperparameterPrior.LogNormal;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the model sees a search space: which columns a parameter has, and what is believed about
 * functions of them before anything is evaluated.
 *
 * <pre>
 *   parameter                   columns                      distance² between two values
 *   number, ordinal             its coordinate u             (u − u′)²
 *   categorical                 its coordinate, as a code    1 if different
 *   number with a condition     (u, 1) active, (½, 0) not    (u − u′)²; (u − ½)² + 1; 0
 *   categorical with one        its code, −1 if inactive     1 if different
 * </pre>
 *
 * <p>Each parameter has one length scale. A conditional one is embedded rather than masked, so that
 * branches share what they have in common: two points of different branches are as far apart as the
 * parameters that only one of them has. Both columns of such a parameter lie in a Euclidean space,
 * so the kernel stays positive semidefinite. Discrete numbers enter by the centre of their cell,
 * never by a point between: the model is constant between integers.
 *
 * <p>The {@link AdditiveFamily} sees the same columns; a group without a number gets a mask behind
 * them.
 */
final class ModelSpace {
  private static final double ACTIVE = 1;
  private static final double INACTIVE = 0;
  private static final double INACTIVE_CODE = -1;

  private static final double LONGEST = 1e3;

  /** Probability that one of several objectives does not depend on a parameter; not tuned. */
  private static final double INDEPENDENT = 0.1;

  /** A length scale at which no difference within the cube counts: 1e-6 of the variance. */
  private static final Hyperparameter IRRELEVANT =
      new Hyperparameter(new LogNormal(0, 1), LONGEST, LONGEST, LONGEST);

  // Most objectives of a tuner are almost free of noise; the floor keeps K well conditioned.
  private static final Hyperparameter NOISE = new Hyperparameter(new Gamma(1.1, 30), 1e-3, 1e-6, 1);

  private final List<Axis> axes = new ArrayList<>();

  /** By column behind those of the axes, a parameter that is active where the mask is on. */
  private final Map<Integer, Integer> masks = new LinkedHashMap<>();

  private final int parameters;
  private final int dimension;
  private final ModelFamily family;
  private final List<ModelFamily> families;

  /**
   * A parameter that varies.
   *
   * @param parameter its canonical index
   * @param column its first column
   * @param isConditional whether it may be inactive
   */
  record Axis(int parameter, int column, boolean isCategorical, boolean isConditional) {
    boolean hasMask() {
      return isConditional && !isCategorical;
    }
  }

  /** With the embedded family alone. */
  ModelSpace(SearchSpace space) {
    this(space, ConditionalKernel.EMBEDDED);
  }

  ModelSpace(SearchSpace space, ConditionalKernel kernel) {
    int next = 0;
    List<LengthScale> scales = new ArrayList<>();
    for (int i = 0; i < space.parameters().size(); i++) {
      Parameter<?> parameter = space.parameters().get(i);
      boolean isConditional = !space.conditionOf(parameter).allOf().isEmpty();
      if (parameter.cardinality().orElse(2) > 1 || isConditional) {
        Axis axis = new Axis(i, next, parameter instanceof CategoricalParameter<?>, isConditional);
        axes.add(axis);
        scales.add(scale(axis));
        next += axis.hasMask() ? 2 : 1;
      }
    }
    this.parameters = space.parameters().size();
    this.family = family(scales);
    Optional<ModelFamily> additive =
        kernel == ConditionalKernel.EMBEDDED ? Optional.empty() : additive(space, next);
    this.dimension = next + masks.size();
    this.families =
        additive
            .map(a -> kernel == ConditionalKernel.ADDITIVE ? List.of(a) : List.of(family, a))
            .orElse(List.of(family));
  }

  private Optional<ModelFamily> additive(SearchSpace space, int columns) {
    List<LengthScale> common = new ArrayList<>();
    Map<Condition, List<Axis>> byCondition = new LinkedHashMap<>();
    for (Axis axis : axes) {
      if (axis.isConditional()) {
        Condition condition = space.conditionOf(space.parameters().get(axis.parameter()));
        byCondition.computeIfAbsent(condition, _ -> new ArrayList<>()).add(axis);
      } else {
        common.add(scale(axis));
      }
    }
    List<AdditiveFamily.Group> groups = new ArrayList<>();
    for (List<Axis> group : byCondition.values()) {
      Optional<Axis> masked = group.stream().filter(Axis::hasMask).findFirst();
      int mask = masked.map(axis -> axis.column() + 1).orElse(columns + masks.size());
      if (masked.isEmpty()) {
        masks.put(mask, group.getFirst().parameter());
      }
      groups.add(
          new AdditiveFamily.Group(mask, group.stream().map(ModelSpace::valueScale).toList()));
    }
    return AdditiveFamily.of(common, groups, NOISE);
  }

  /** Number of columns; 0 if there is nothing to choose. */
  int dimension() {
    return dimension;
  }

  /** Number of the space's parameters, those included that the model does not see. */
  int parameters() {
    return parameters;
  }

  /** In the order of their length scales. */
  List<Axis> axes() {
    return axes;
  }

  /** The embedded family. */
  ModelFamily family() {
    return family;
  }

  /** Those that a fit to all observations chooses from. */
  List<ModelFamily> families() {
    return families;
  }

  /** By parameter the least of a kernel's length scales; ∞ for one that it does not see. */
  double[] lengthScales(Kernel kernel) {
    double[] least = new double[parameters];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (Term term : kernel.terms()) {
      for (Factor factor : term.factors()) {
        switch (factor) {
          case Radial radial -> radial.scales().forEach(scale -> shorten(least, scale));
        }
      }
    }
    return least;
  }

  private void shorten(double[] least, LengthScale scale) {
    for (Axis axis : axes) {
      if (scale.columns().stream().anyMatch(column -> column.index() == axis.column())) {
        least[axis.parameter()] = Math.min(least[axis.parameter()], scale.value());
      }
    }
  }

  /**
   * The families of one objective among others, which may not depend on a parameter at all: what a
   * model takes to evaluate does not know of most of them. With the usual prior length scales end
   * at 25, and what is left of the uncertainty at the end of the front, where the size is least,
   * seems to be worth more than the rest of the front (docs/decisions/0027).
   */
  List<ModelFamily> familiesAmongOthers() {
    return families.stream()
        .map(
            usual ->
                new ModelFamily(
                    usual.form(),
                    usual.hyperparameters().stream().map(ModelSpace::orIrrelevant).toList(),
                    usual.noiseVariance()))
        .toList();
  }

  /** Of scales; a variance stays as it is. */
  private static Hyperparameter orIrrelevant(Hyperparameter usual) {
    return usual.prior() instanceof LogNormal prior
        ? new Hyperparameter(
            new Exceptional(prior, INDEPENDENT, Math.log(LONGEST)),
            usual.initial(),
            usual.least(),
            usual.greatest())
        : usual;
  }

  /**
   * The family of functions that do not depend on some parameters.
   *
   * @param ignored canonical indices
   */
  ModelFamily familyIgnoring(Set<Integer> ignored) {
    List<Hyperparameter> hyperparameters = new ArrayList<>(family.hyperparameters());
    for (int i = 0; i < axes.size(); i++) {
      if (ignored.contains(axes.get(i).parameter())) {
        hyperparameters.set(1 + i, IRRELEVANT);
      }
    }
    return new ModelFamily(family.form(), hyperparameters, family.noiseVariance());
  }

  /** The columns of candidates. */
  Points points(List<Candidate> candidates) {
    int m = candidates.size();
    double[] columns = new double[m * dimension];
    for (int j = 0; j < m; j++) {
      writeFeatures(candidates.get(j).point(), candidates.get(j).active(), columns, j, m);
    }
    return new Points(m, dimension, columns);
  }

  /** The columns of a point of the unit cube. */
  double[] features(double[] point, boolean[] active) {
    double[] features = new double[dimension];
    writeFeatures(point, active, features, 0, 1);
    return features;
  }

  /** Writes a point's columns to {@code target[row + stride · column]}. */
  void writeFeatures(double[] point, boolean[] active, double[] target, int row, int stride) {
    for (Axis axis : axes) {
      int i = axis.parameter();
      int at = row + stride * axis.column();
      if (axis.hasMask()) {
        target[at] = active[i] ? point[i] : 0.5;
        target[at + stride] = active[i] ? ACTIVE : INACTIVE;
      } else {
        target[at] = active[i] ? point[i] : INACTIVE_CODE;
      }
    }
    masks.forEach(
        (column, parameter) ->
            target[row + stride * column] = active[parameter] ? ACTIVE : INACTIVE);
  }

  /** Whether a parameter is active at the i-th of some points. */
  boolean isActive(Axis axis, Points points, int i) {
    int at = i + points.count() * axis.column();
    return axis.hasMask()
        ? points.columns()[at + points.count()] == ACTIVE
        : points.columns()[at] != INACTIVE_CODE;
  }

  private static LengthScale scale(Axis axis) {
    return axis.hasMask()
        ? new LengthScale(
            1, List.of(new Column.Numeric(axis.column()), new Column.Numeric(axis.column() + 1)))
        : valueScale(axis);
  }

  /** Of the values alone, where the parameter is active. */
  private static LengthScale valueScale(Axis axis) {
    return axis.isCategorical()
        ? LengthScale.categorical(1, axis.column())
        : LengthScale.numeric(1, axis.column());
  }

  /**
   * One of d length scales of a Matérn-5/2. Its prior grows with the number d of parameters, as
   * distances do (Hvarfner et al. 2024, arXiv:2402.02229), but slowly, to d^¼ in the middle, and
   * three in four lie within a factor 2.4 of that. Their prior of scale √3 about 4√d lets noise, or
   * a rough surface, declare parameters irrelevant: with it a recommendation from noisy values had
   * 1.4 times the regret (docs/decisions/0019). Scales start at their mode.
   */
  static Hyperparameter lengthScale(int d) {
    var prior = new LogNormal(0.25 * Math.log(d), 0.75);
    double mode = Math.exp(prior.location() - prior.scale() * prior.scale());
    return new Hyperparameter(prior, mode, 5e-3, LONGEST);
  }

  /** Matérn-5/2 with a length scale for each parameter. */
  private static ModelFamily family(List<LengthScale> scales) {
    Hyperparameter lengthScale = lengthScale(Math.max(1, scales.size()));
    // Targets have variance 1, of which the model explains all or, far from data, a little more.
    var variance = new Hyperparameter(new Gamma(2, 1), 1, 1e-2, 1e2);
    List<Hyperparameter> hyperparameters = new ArrayList<>();
    hyperparameters.add(variance);
    scales.forEach(_ -> hyperparameters.add(lengthScale));
    // A space without choice has a constant: no scale, no factor.
    List<Factor> factors =
        scales.isEmpty() ? List.of() : List.of(Radial.of(RadialProfile.MATERN_52, scales));
    return new ModelFamily(new Kernel(List.of(new Term(1, factors))), hyperparameters, NOISE);
  }
}

package dev.luthier.gpu;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel in two flat arrays, as {@code algebra.cu} reads it; the layout is described there. An
 * entry is a column under its length scale; a factor has its numeric entries first.
 *
 * @param shape counts and indices
 * @param value numbers
 * @param terms T
 * @param factors F
 * @param entries E
 */
record EncodedKernel(int[] shape, double[] value, int terms, int factors, int entries) {

  private static final double MATERN_52 = 5;
  private static final double MATERN_32 = 3;
  private static final double SQUARED_EXPONENTIAL = 0.5;

  /**
   * A profile with its constants moved into the distance, s′ = multiple · s, such that ρ = (1 +
   * linear t + quadratic t²) e⁻ᵗ and dρ/ds′ = (slope + slopeLinear t) e⁻ᵗ, where t is √s′ or s′.
   */
  private record Decay(
      double multiple,
      boolean root,
      double linear,
      double quadratic,
      double slope,
      double slopeLinear) {

    static Decay of(RadialProfile profile) {
      return switch (profile) {
        case MATERN_52 -> new Decay(EncodedKernel.MATERN_52, true, 1, 1.0 / 3, -1.0 / 6, -1.0 / 6);
        case MATERN_32 -> new Decay(EncodedKernel.MATERN_32, true, 1, 0, -0.5, 0);
        case SQUARED_EXPONENTIAL ->
            new Decay(EncodedKernel.SQUARED_EXPONENTIAL, false, 0, 0, -1, 0);
      };
    }
  }

  private record Entry(int column, int theta, int factor, double weight) {}

  static EncodedKernel of(Kernel kernel) {
    List<Integer> terms = new ArrayList<>();
    List<Integer> factors = new ArrayList<>();
    List<Double> variances = new ArrayList<>();
    List<Double> decays = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    int theta = 0;
    int f = 0;
    for (Term term : kernel.terms()) {
      terms.addAll(List.of(f, term.factors().size(), theta++));
      variances.add(term.variance());
      for (Factor factor : term.factors()) {
        switch (factor) {
          case Radial radial -> add(radial, f++, theta, factors, decays, entries);
        }
        theta += factor.hyperparameterCount();
      }
    }
    List<Integer> shape = new ArrayList<>(List.of(variances.size(), f, entries.size()));
    shape.addAll(terms);
    shape.addAll(factors);
    entries.forEach(entry -> shape.addAll(List.of(entry.column, entry.theta, entry.factor)));
    List<Double> value = new ArrayList<>(variances);
    value.addAll(decays);
    entries.forEach(entry -> value.add(entry.weight));
    return new EncodedKernel(
        shape.stream().mapToInt(Integer::intValue).toArray(),
        value.stream().mapToDouble(Double::doubleValue).toArray(),
        variances.size(),
        f,
        entries.size());
  }

  private static void add(
      Radial radial,
      int index,
      int firstTheta,
      List<Integer> factors,
      List<Double> decays,
      List<Entry> entries) {
    Decay decay = Decay.of(radial.profile());
    List<Entry> numeric = new ArrayList<>();
    List<Entry> categorical = new ArrayList<>();
    for (int g = 0; g < radial.scales().size(); g++) {
      LengthScale scale = radial.scales().get(g);
      double inverse = Math.sqrt(decay.multiple) / scale.value();
      for (Column column : scale.columns()) {
        switch (column) {
          case Column.Numeric(int c) -> numeric.add(new Entry(c, firstTheta + g, index, inverse));
          case Column.Categorical(int c) ->
              categorical.add(new Entry(c, firstTheta + g, index, inverse * inverse));
        }
      }
    }
    int mask =
        switch (radial.activity()) {
          case Activity.Always() -> -1;
          case Activity.Masked(int column, var _) -> column;
        };
    factors.addAll(
        List.of(decay.root ? 1 : 0, entries.size(), numeric.size(), categorical.size(), mask));
    decays.addAll(
        List.of(
            decay.linear,
            decay.quadratic,
            decay.slope,
            decay.slopeLinear,
            inactivePair(radial.activity())));
    entries.addAll(numeric);
    entries.addAll(categorical);
  }

  private static double inactivePair(Activity activity) {
    return switch (activity) {
      case Activity.Always() -> 1;
      case Activity.Masked(var _, Activity.InactivePair pair) ->
          switch (pair) {
            case ZERO -> 0;
            case ONE -> 1;
          };
    };
  }
}

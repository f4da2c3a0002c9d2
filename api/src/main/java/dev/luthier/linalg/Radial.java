package dev.luthier.linalg;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A function of one scaled squared distance, ρ(Σ_g Σ_{c∈g} contribution_c / ℓ_g²), where its
 * parameters are active. Its θ are log ℓ_g in the order of {@code scales}.
 *
 * @param profile ρ
 * @param scales the length scales ℓ_g with their columns; at least one; no column twice
 * @param activity for which pairs of points the distance means anything
 */
public record Radial(RadialProfile profile, List<LengthScale> scales, Activity activity)
    implements Factor {

  public Radial {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(activity, "activity");
    scales = List.copyOf(scales);
    if (scales.isEmpty()) {
      throw new IllegalArgumentException("a radial factor needs at least one length scale");
    }
    Set<Integer> seen = new HashSet<>();
    for (LengthScale scale : scales) {
      for (Column column : scale.columns()) {
        if (!seen.add(column.index())) {
          throw new IllegalArgumentException("column " + column.index() + " appears twice");
        }
      }
    }
  }

  /** A factor that applies to all pairs of points. */
  public static Radial of(RadialProfile profile, List<LengthScale> scales) {
    return new Radial(profile, scales, new Activity.Always());
  }

  @Override
  public int hyperparameterCount() {
    return scales.size();
  }

  @Override
  public double[] hyperparameters() {
    return scales.stream().mapToDouble(scale -> Math.log(scale.value())).toArray();
  }

  @Override
  public Radial withHyperparameters(double[] theta) {
    Hyperparameters.requireCount(theta, hyperparameterCount());
    LengthScale[] changed = new LengthScale[theta.length];
    for (int g = 0; g < theta.length; g++) {
      changed[g] = scales.get(g).withValue(Math.exp(theta[g]));
    }
    return new Radial(profile, List.of(changed), activity);
  }

  @Override
  public int requiredColumns() {
    int largest =
        switch (activity) {
          case Activity.Always() -> -1;
          case Activity.Masked(int column, var _) -> column;
        };
    for (LengthScale scale : scales) {
      for (Column column : scale.columns()) {
        largest = Math.max(largest, column.index());
      }
    }
    return largest + 1;
  }

  @Override
  public double valueAt(double[] point) {
    return switch (activity) {
      case Activity.Always() -> 1;
      case Activity.Masked(int column, Activity.InactivePair inactivePair) ->
          point[column] > 0.5 || inactivePair == Activity.InactivePair.ONE ? 1 : 0;
    };
  }
}

package dev.luthier.linalg.reference;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Column;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;

/**
 * A radial factor at one pair of points.
 *
 * <pre>
 *   name          meaning                                     shape
 *   contribution  s_g = Σ_{c∈g} contribution_c / ℓ_g²         number of scales
 *   value         φ = ρ(Σ_g s_g), or what activity says       scalar
 *   slope         dφ/ds; 0 unless active in both              scalar
 * </pre>
 *
 * Then ∂φ/∂log ℓ_g = −2 s_g · slope and ∂φ/∂z_c = 2 (z_c − x_c) / ℓ_g² · slope.
 */
final class RadialAtPair {

  private final Radial radial;
  private final HeapMatrix x;
  private final int i;
  private final HeapMatrix z;
  private final int j;
  private final double[] contribution;
  private final double value;
  private final double slope;

  RadialAtPair(Radial radial, HeapMatrix x, int i, HeapMatrix z, int j) {
    this.radial = radial;
    this.x = x;
    this.i = i;
    this.z = z;
    this.j = j;
    contribution = new double[radial.scales().size()];
    int activePoints = activePoints();
    if (activePoints == 2) {
      double squaredDistance = 0;
      for (int g = 0; g < contribution.length; g++) {
        contribution[g] = contributionOf(radial.scales().get(g));
        squaredDistance += contribution[g];
      }
      value = radial.profile().value(squaredDistance);
      slope = radial.profile().derivative(squaredDistance);
    } else {
      value = activePoints == 1 ? 0 : inactiveValue();
      slope = 0;
    }
  }

  double value() {
    return value;
  }

  /** gradient[first + g] += weight · ∂φ/∂log ℓ_g. */
  void addScaleGradient(double weight, double[] gradient, int first) {
    for (int g = 0; g < contribution.length; g++) {
      gradient[first + g] += weight * -2 * contribution[g] * slope;
    }
  }

  /** gradient[c] += weight · ∂φ/∂z(j, c). */
  void addPointGradient(double weight, double[] gradient) {
    if (slope == 0) {
      return;
    }
    for (LengthScale scale : radial.scales()) {
      for (Column column : scale.columns()) {
        switch (column) {
          case Column.Numeric(int c) ->
              gradient[c] +=
                  weight * slope * 2 * (z.get(j, c) - x.get(i, c)) / scale.value() / scale.value();
          case Column.Categorical _ -> {}
        }
      }
    }
  }

  private double contributionOf(LengthScale scale) {
    double sum = 0;
    for (Column column : scale.columns()) {
      double u = x.get(i, column.index());
      double w = z.get(j, column.index());
      sum +=
          switch (column) {
            case Column.Numeric _ -> (u - w) * (u - w);
            case Column.Categorical _ -> u == w ? 0 : 1;
          };
    }
    return sum / scale.value() / scale.value();
  }

  private int activePoints() {
    return switch (radial.activity()) {
      case Activity.Always() -> 2;
      case Activity.Masked(int mask, var _) ->
          (x.get(i, mask) > 0.5 ? 1 : 0) + (z.get(j, mask) > 0.5 ? 1 : 0);
    };
  }

  private double inactiveValue() {
    return switch (radial.activity()) {
      case Activity.Always() -> 1;
      case Activity.Masked(var _, Activity.InactivePair inactivePair) ->
          switch (inactivePair) {
            case ZERO -> 0;
            case ONE -> 1;
          };
    };
  }
}

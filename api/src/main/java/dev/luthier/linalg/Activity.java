package dev.luthier.linalg;

import java.util.Objects;

/**
 * For which pairs of points a factor applies: the way to model conditional parameters.
 *
 * <p>A mask is a column of the encoded points; a point is active where it is {@code > 0.5}
 * (encoders write 0 and 1). Let a, a′ ∈ {0, 1} be the activities of two points and ρ the factor's
 * radial value. The factor is
 *
 * <pre>
 *   a a′ ρ + c (1 − a)(1 − a′),     c = 0 or 1 by {@link InactivePair}
 * </pre>
 *
 * so that it is ρ when the parameter is active in both points, 0 when it is active in exactly one,
 * and c when it is active in neither. This is positive semidefinite, because a a′ and (1 − a)(1 −
 * a′) are of rank one, and products (with ρ) and sums of positive semidefinite kernels are positive
 * semidefinite.
 *
 * <p>Where a point is inactive the other columns of the factor are ignored, whatever they hold, NaN
 * included, and all derivatives are 0.
 *
 * <p><b>Why masks belong to factors and not to columns.</b> Dropping a column's contribution to r²
 * unless it is active in both points is not positive semidefinite: with x = 0 and x = 1 active and
 * u inactive, d(x,u) = d(x′,u) = 0 but d(x,x′) = 1. A column that must stay in a common distance is
 * embedded by the encoder instead, as two numeric columns with one {@link LengthScale}: the arc
 * (sin πωx, cos πωx) where active and (0, 0) where not (Hutter, Osborne 2013, arXiv:1310.5738), or
 * the value and its mask.
 */
public sealed interface Activity {

  /** The factor applies to all pairs. */
  record Always() implements Activity {}

  /**
   * The factor applies to pairs whose mask is on in both.
   *
   * @param column zero-based column that holds the mask, ≥ 0
   * @param inactivePair the factor's value when the mask is off in both
   */
  record Masked(int column, InactivePair inactivePair) implements Activity {
    public Masked {
      if (column < 0) {
        throw new IllegalArgumentException("mask column is " + column + ", must be ≥ 0");
      }
      Objects.requireNonNull(inactivePair, "inactivePair");
    }
  }

  /** What a factor is for two points in neither of which its parameters are active. */
  enum InactivePair {
    /**
     * c = 0: the factor gates its term. Sums of gated terms over the nodes of a conditional space
     * are the additive tree kernel (BoTorch's HierarchicalConditionalKernelGP,
     * pytorch/botorch#3284).
     */
    ZERO,
    /**
     * c = 1: two points without the parameter agree about it. Many such factors fit into one term,
     * where gates would need a term for each branch.
     */
    ONE
  }
}

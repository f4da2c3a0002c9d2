package dev.luthier.strategy.gp;

import dev.luthier.linalg.Activity;
import dev.luthier.linalg.Activity.InactivePair;
import dev.luthier.linalg.Factor;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Term;
import dev.luthier.surrogate.Hyperparameter;
import dev.luthier.surrogate.HyperparameterPrior.Gamma;
import dev.luthier.surrogate.ModelFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Functions of a space with conditions as sums: one of what every configuration has, and for each
 * group of parameters with the same condition one of these and of what every configuration has.
 *
 * <pre>
 *   k(x, x′) = v₀ ρ(r₀²) + Σ_g a_g a_g′ v_g ρ(r_g²)
 *
 *   name   meaning                                                           shape
 *   ρ      Matérn-5/2
 *   r₀     scaled distance in the parameters without a condition
 *   r_g    scaled distance in those and in the parameters of group g
 *   a_g    1 where the group is active, else 0
 *   v      variances                                                         1 + groups
 * </pre>
 *
 * <p>Branches share the first function and differ by the others (Ma, Blaschko 2020, "Additive
 * tree-structured covariance function for conditional parameter spaces in Bayesian optimization", a
 * sum over the nodes of the tree). Theirs has no r₀ in the sum's other terms, and thus no
 * interaction of a momentum with a learning rate. Each term is positive semidefinite: a_g a_g′ is
 * of rank one, and where it is not 0 the distance is Euclidean ({@link Activity}).
 */
final class AdditiveFamily {
  /** Targets have variance 1: half of it is common, half a branch's. The prior's mode is ½. */
  private static final Hyperparameter VARIANCE =
      new Hyperparameter(new Gamma(2, 2), 0.5, 1e-3, 1e2);

  private AdditiveFamily() {}

  /**
   * Parameters that are active together.
   *
   * @param mask a column that says whether they are
   */
  record Group(int mask, List<LengthScale> scales) {}

  /**
   * The family; empty without groups, and with more than a kernel has terms for.
   *
   * @param common scales of the parameters without a condition
   * @param noise its prior
   */
  static Optional<ModelFamily> of(
      List<LengthScale> common, List<Group> groups, Hyperparameter noise) {
    if (groups.isEmpty() || 1 + groups.size() > Kernel.MAXIMUM_TERMS) {
      return Optional.empty();
    }
    List<Term> terms = new ArrayList<>();
    List<Hyperparameter> hyperparameters = new ArrayList<>();
    add(common, new Activity.Always(), terms, hyperparameters);
    for (Group group : groups) {
      List<LengthScale> scales = new ArrayList<>(common);
      scales.addAll(group.scales());
      add(scales, new Activity.Masked(group.mask(), InactivePair.ZERO), terms, hyperparameters);
    }
    return Optional.of(new ModelFamily(new Kernel(terms), hyperparameters, noise));
  }

  private static void add(
      List<LengthScale> scales,
      Activity activity,
      List<Term> terms,
      List<Hyperparameter> hyperparameters) {
    // Where nothing is without a condition the common function is a constant.
    List<Factor> factors =
        scales.isEmpty()
            ? List.of()
            : List.of(new Radial(RadialProfile.MATERN_52, scales, activity));
    terms.add(new Term(VARIANCE.initial(), factors));
    hyperparameters.add(VARIANCE);
    scales.forEach(_ -> hyperparameters.add(ModelSpace.lengthScale(scales.size())));
  }
}

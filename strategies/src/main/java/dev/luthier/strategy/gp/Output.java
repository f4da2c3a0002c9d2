package dev.luthier.strategy.gp;

import dev.luthier.study.Direction;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.surrogate.ModelFit;

/** Something that a trial reports and a process models. Immutable. */
sealed interface Output {

  /** What is modelled: smaller is better, or feasible at 0 and below, or cheaper. */
  double value(Evaluation evaluation);

  /** How its model is fitted. */
  ModelFit fit();

  /** What it is called. */
  String label();

  /** What brings a modelled value back to the one reported, by multiplication. */
  default double sign() {
    return 1;
  }

  /**
   * An objective; its value is negated where it is maximized.
   *
   * @param isAlone whether there is no other: with others its values are scaled, but not bent. A
   *     hypervolume of logarithms is gained at the ends of the front, where one objective is near
   *     its least.
   */
  record Objective(ObjectiveSpec spec, boolean isAlone) implements Output {
    @Override
    public double value(Evaluation evaluation) {
      return sign() * evaluation.value(spec.name());
    }

    @Override
    public ModelFit fit() {
      return isAlone ? ModelFit.ofObjective() : ModelFit.ofObjectiveAmongOthers();
    }

    @Override
    public String label() {
      return spec.name();
    }

    @Override
    public double sign() {
      return spec.direction() == Direction.MINIMIZE ? 1 : -1;
    }
  }

  /** A constraint. NaN where a trial has not reported it. */
  record Constraint(String name) implements Output {
    @Override
    public double value(Evaluation evaluation) {
      return evaluation.constraints().getOrDefault(name, Double.NaN);
    }

    @Override
    public ModelFit fit() {
      return ModelFit.ofConstraint();
    }

    @Override
    public String label() {
      return name;
    }
  }

  /**
   * Whether a trial failed: a label, +1 if it did and −1 if it did not, modelled as a constraint
   * that is kept where a trial succeeds.
   */
  record Failure() implements Output {
    static final double FAILED = 1;

    @Override
    public double value(Evaluation evaluation) {
      return -FAILED;
    }

    @Override
    public ModelFit fit() {
      return ModelFit.ofConstraint();
    }

    @Override
    public String label() {
      return "failure";
    }
  }

  /** The logarithm of what an evaluation cost. NaN where a trial has not reported it. */
  record Cost() implements Output {
    @Override
    public double value(Evaluation evaluation) {
      double cost = evaluation.cost().orElse(Double.NaN);
      return cost > 0 && cost < Double.POSITIVE_INFINITY ? Math.log(cost) : Double.NaN;
    }

    @Override
    public ModelFit fit() {
      return ModelFit.ofCost();
    }

    @Override
    public String label() {
      return "cost";
    }
  }
}

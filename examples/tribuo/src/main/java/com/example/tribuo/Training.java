package com.example.tribuo;

import com.example.tribuo.Learner.Adam;
import com.example.tribuo.Learner.Forest;
import com.example.tribuo.Learner.Linear;
import com.example.tribuo.Learner.Sgd;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.SGD;

/** Trains a candidate and judges it. */
record Training(Digits digits) {
  private static final int SILENT = -1;

  /** Share of the validation images that are read wrongly. */
  double error(Candidate candidate, long seed) {
    Model<Label> model = trainer(candidate.learner(), seed).train(digits.training());
    return 1 - new LabelFactory().getEvaluator().evaluate(model, digits.validation()).accuracy();
  }

  /** The compiler knows when a learner is missing here. */
  private static Trainer<Label> trainer(Learner learner, long seed) {
    return switch (learner) {
      case Forest(int trees, int depth, double share) ->
          new RandomForestTrainer<>(
              new CARTClassificationTrainer(depth, (float) share, seed),
              new VotingCombiner(),
              trees,
              seed);
      case Linear(int epochs, int batch, Learner.Optimizer optimizer) ->
          new LinearSGDTrainer(
              new LogMulticlass(), optimiser(optimizer), epochs, SILENT, batch, seed);
    };
  }

  private static StochasticGradientOptimiser optimiser(Learner.Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd(double rate, double momentum) ->
          SGD.getSimpleSGD(rate, momentum, SGD.Momentum.STANDARD);
      case Adam(double rate) ->
          new org.tribuo.math.optimisers.Adam(rate, 0.9, 0.999, 1e-6); // Tribuo's own defaults
    };
  }
}

package dev.luthier.bench.development;

import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Trees of a few levels, each fitted to what those before it have missed, to be tuned. A split is
 * the best of a few random ones; examples and inputs are drawn for each tree.
 */
final class BoostedTrees {
  /** Random thresholds that are tried for each input. */
  private static final int THRESHOLDS = 4;

  private final IntegerParameter trees;
  private final IntegerParameter levels;
  private final RealParameter shrinkage;
  private final RealParameter examples;
  private final RealParameter inputs;
  private final IntegerParameter leaf;
  private final SearchSpace space;

  private BoostedTrees() {
    var building = SearchSpace.builder();
    trees = building.add(IntegerParameter.log("trees", 1, 60));
    levels = building.add(IntegerParameter.linear("levels", 1, 5));
    shrinkage = building.add(RealParameter.log("shrinkage", 1e-2, 1));
    examples = building.add(RealParameter.linear("examples", 0.1, 1));
    inputs = building.add(RealParameter.linear("inputs", 0.1, 1));
    leaf = building.add(IntegerParameter.log("leaf", 1, 30));
    space = building.build();
  }

  static Drawn draw(RandomGenerator random) {
    BoostedTrees learner = new BoostedTrees();
    LearningTask task = LearningTask.draw(random);
    long seed = random.nextLong();
    return Drawn.learner(
        learner.space, configuration -> learner.new Growth(configuration, seed, task).error());
  }

  /** The growth of one sequence of trees. */
  private final class Growth {
    private final RandomGenerator random;
    private final LearningTask task;
    private final int count;
    private final int depth;
    private final double rate;
    private final double exampleShare;
    private final double inputShare;
    private final int least;
    private final double[] missed;

    Growth(Configuration configuration, long seed, LearningTask task) {
      this.random = new SplittableRandom(seed);
      this.task = task;
      this.count = Math.toIntExact(configuration.get(trees));
      this.depth = Math.toIntExact(configuration.get(levels));
      this.rate = configuration.get(shrinkage);
      this.exampleShare = configuration.get(examples);
      this.inputShare = configuration.get(inputs);
      this.least = Math.toIntExact(configuration.get(leaf));
      this.missed = task.answers().clone();
    }

    double error() {
      Node[] grown = new Node[count];
      for (int t = 0; t < count; t++) {
        int[] drawn = some(missed.length, exampleShare);
        grown[t] = grow(drawn, some(LearningTask.INPUTS, inputShare), 0);
        for (int e = 0; e < missed.length; e++) {
          missed[e] -= rate * grown[t].at(task.inputs()[e]);
        }
      }
      return task.error(
          input -> {
            double sum = 0;
            for (Node tree : grown) {
              sum += rate * tree.at(input);
            }
            return sum;
          });
    }

    private int[] some(int of, double share) {
      int[] chosen =
          random.ints(0, of).distinct().limit(Math.max(1, Math.round(share * of))).toArray();
      Arrays.sort(chosen);
      return chosen;
    }

    private Node grow(int[] of, int[] columns, int level) {
      Node node = new Node(mean(of));
      if (level == depth || of.length < 2 * least) {
        return node;
      }
      double bestGain = 0;
      for (int column : columns) {
        for (int k = 0; k < THRESHOLDS; k++) {
          double threshold = task.inputs()[of[random.nextInt(of.length)]][column];
          double gain = gain(of, column, threshold);
          if (gain > bestGain) {
            bestGain = gain;
            node.column = column;
            node.threshold = threshold;
          }
        }
      }
      if (bestGain > 0) {
        node.below = grow(part(of, node, true), columns, level + 1);
        node.above = grow(part(of, node, false), columns, level + 1);
        node.isSplit = true;
      }
      return node;
    }

    /** By how much a split lessens the sum of squares; 0 if it leaves too few on a side. */
    private double gain(int[] of, int column, double threshold) {
      double below = 0;
      double above = 0;
      int countBelow = 0;
      for (int e : of) {
        if (task.inputs()[e][column] < threshold) {
          below += missed[e];
          countBelow++;
        } else {
          above += missed[e];
        }
      }
      int countAbove = of.length - countBelow;
      if (countBelow < least || countAbove < least) {
        return 0;
      }
      double all = below + above;
      return below * below / countBelow + above * above / countAbove - all * all / of.length;
    }

    private int[] part(int[] of, Node node, boolean isBelow) {
      return Arrays.stream(of)
          .filter(e -> task.inputs()[e][node.column] < node.threshold == isBelow)
          .toArray();
    }

    private double mean(int[] of) {
      return Arrays.stream(of).mapToDouble(e -> missed[e]).average().orElse(0);
    }
  }

  private static final class Node {
    private final double value;
    private boolean isSplit;
    private int column;
    private double threshold;
    private Node below = this;
    private Node above = this;

    Node(double value) {
      this.value = value;
    }

    double at(double[] input) {
      if (!isSplit) {
        return value;
      }
      return input[column] < threshold ? below.at(input) : above.at(input);
    }
  }
}

package dev.luthier.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the trials that no other dominates, by one pass in lexicographic order. */
final class TrialFront {
  private TrialFront() {}

  /** As {@link StudySpec#front}. */
  static List<Trial.Completed> of(List<ObjectiveSpec> objectives, List<? extends Trial> trials) {
    List<Trial.Completed> feasible = new ArrayList<>();
    List<double[]> losses = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Completed completed && completed.evaluation().isFeasible()) {
        feasible.add(completed);
        losses.add(losses(objectives, completed.evaluation()));
      }
    }
    // In lexicographic order nothing dominates what comes before it. The sort is stable: of equal
    // trials the first stays the first, and the others are covered by it.
    int[] order =
        IntStream.range(0, losses.size())
            .boxed()
            .sorted(Comparator.comparing(losses::get, Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Trial.Completed> front = new ArrayList<>();
    List<double[]> frontLosses = new ArrayList<>();
    for (int i : order) {
      if (!isCovered(losses.get(i), frontLosses)) {
        front.add(feasible.get(i));
        frontLosses.add(losses.get(i));
      }
    }
    return List.copyOf(front);
  }

  /** The values in the order of the objectives, all of them to be minimized. */
  private static double[] losses(List<ObjectiveSpec> objectives, Evaluation evaluation) {
    double[] losses = new double[objectives.size()];
    for (int k = 0; k < losses.length; k++) {
      ObjectiveSpec objective = objectives.get(k);
      double value = evaluation.value(objective.name());
      double loss = objective.direction() == Direction.MINIMIZE ? value : -value;
      losses[k] = loss + 0.0; // −0 equals 0, but sorts before it
    }
    return losses;
  }

  /** Whether one of the front, all of them lexicographically before this one, is nowhere worse. */
  private static boolean isCovered(double[] losses, List<double[]> front) {
    // In two objectives the last of the front has the least second one.
    int from = losses.length <= 2 ? Math.max(0, front.size() - 1) : 0;
    for (int i = from; i < front.size(); i++) {
      if (isNowhereWorse(front.get(i), losses)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNowhereWorse(double[] a, double[] b) {
    for (int k = 0; k < a.length; k++) {
      if (a[k] > b[k]) {
        return false;
      }
    }
    return true;
  }
}

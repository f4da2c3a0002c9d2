package dev.luthier.select.cost;

import dev.luthier.strategy.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of the available backends {@code auto} takes. A function of the profile and the workload.
 *
 * @param backend the name of the one to use
 * @param predicted seconds a trial with each of them, by name
 * @param reason in words
 */
public record Preference(String backend, Map<String, Double> predicted, String reason) {
  /**
   * First whose numbers are good from the first call on: in a machine's own library nothing has to
   * be compiled first. Names that are not here come last, by name.
   */
  private static final List<String> ORDER = List.of("openblas", "vector", "reference");

  /** Those that compute with the processor: they share its memory, and cannot be lost. */
  private static final List<String> HOST = ORDER;

  /**
   * So much faster a backend must be to take the place of one that is named earlier. Two
   * measurements within one process, a few milliseconds each, differ by less than a fifth on a
   * quiet machine; and where the ratio is near this it matters little which of the two it is.
   */
  static final double ADVANTAGE = 1.3;

  /**
   * The same of an accelerator, which is always named later: from one decision to the next the
   * ratio grows, and so much is given away at most where it is decided.
   */
  static final double ADVANTAGE_OF_ACCELERATOR = 1.15;

  /** The oracle of the others, written to be read: taken only where nothing else works. */
  private static final String LAST_RESORT = "reference";

  public Preference {
    predicted = Map.copyOf(predicted);
  }

  /** The order in which backends are taken when nothing is measured, as a comparator of names. */
  public static Comparator<String> order() {
    return Comparator.<String>comparingInt(
            name -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
        .thenComparing(Comparator.naturalOrder());
  }

  /** Whether a backend computes with the processor, and not on an accelerator. */
  public static boolean isOnHost(String name) {
    return HOST.contains(name);
  }

  /** Of the names of backends that work those that may be taken, the preferred first. */
  public static List<String> candidates(List<String> names) {
    List<String> ordered = names.stream().sorted(order()).toList();
    List<String> fast = ordered.stream().filter(name -> !name.equals(LAST_RESORT)).toList();
    return fast.isEmpty() ? ordered : fast;
  }

  /**
   * The cheapest of those that may be taken, unless an earlier one is nearly as cheap, or its
   * numbers may yet get better: a measurement that has not settled, or was not even finished, is no
   * evidence against a backend.
   *
   * @param names of the backends that work here, one at least
   */
  public static Preference among(List<String> names, CostProfile profile, Workload workload) {
    Map<String, Double> predicted = new TreeMap<>();
    for (BackendCosts costs : profile.backends()) {
      predicted.put(costs.backend().name(), costs.secondsPerTrial(workload));
    }
    List<String> candidates = candidates(names);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("no backend works");
    }
    String taken = candidates.getFirst();
    for (String name : candidates) {
      boolean isCertain = profile.isSettled(List.of(taken));
      if (isCertain && predicted.containsKey(name)) {
        double advantage = isOnHost(name) ? ADVANTAGE : ADVANTAGE_OF_ACCELERATOR;
        boolean isBetter = seconds(predicted, taken) >= advantage * seconds(predicted, name);
        taken = isBetter ? name : taken;
      }
    }
    return new Preference(taken, predicted, reason(taken, candidates, profile, predicted));
  }

  private static String reason(
      String taken, List<String> candidates, CostProfile profile, Map<String, Double> predicted) {
    if (candidates.size() == 1) {
      return "the only one that works here";
    }
    if (!predicted.containsKey(taken)) {
      return "preferred; it could not be measured in time";
    }
    double fastest =
        candidates.stream().mapToDouble(name -> seconds(predicted, name)).min().orElseThrow();
    double ratio = seconds(predicted, taken) / fastest;
    if (ratio <= 1) {
      return "predicted to be the fastest";
    }
    return String.format(
        Locale.ROOT,
        profile.isSettled(List.of(taken))
            ? "preferred; another is only %.2f times as fast, which is no reason to change"
            : "preferred; another seems %.2f times as fast, but it may not have been at its best",
        ratio);
  }

  private static double seconds(Map<String, Double> predicted, String name) {
    return predicted.getOrDefault(name, Double.POSITIVE_INFINITY);
  }
}

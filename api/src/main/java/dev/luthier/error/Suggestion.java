package dev.luthier.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
public final class Suggestion {
  /** Of names that may be anything and a million. */
  private static final int MOST_COMPARED = 1_000;

  private Suggestion() {}

  /**
   * The known name with the fewest edits from {@code name}, if they are at most a third of the
   * longer of the two.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .limit(MOST_COMPARED)
        // Cheaply, because the name may be anything: every edit changes the length by one at most.
        .filter(candidate -> Math.abs(name.length() - candidate.length()) <= candidate.length())
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
        .filter(
            candidate ->
                3 * edits(name, candidate)
                    <= Math.max(3, Math.max(name.length(), candidate.length())));
  }

  /** {@code "; did you mean seed?"}, or nothing when no known name is near. */
  public static String question(String name, Collection<String> known) {
    return nearest(name, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** Levenshtein distance, in O(length²) time and O(length) space. */
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

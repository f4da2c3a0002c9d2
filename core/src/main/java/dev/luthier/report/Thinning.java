package dev.luthier.report;

import java.util.ArrayList;
import java.util.List;

/** A part of a list, where all of it would be no picture any more. */
final class Thinning {
  private Thinning() {}

  /** At most so many, evenly over the list, the first and the last among them. */
  static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  /** At most so many of what is listed best first: half the best, half for the rest. */
  static <T> List<T> bestAndRest(List<T> byMerit, int most) {
    if (byMerit.size() <= most) {
      return byMerit;
    }
    List<T> some = new ArrayList<>(byMerit.subList(0, most / 2));
    some.addAll(evenly(byMerit.subList(most / 2, byMerit.size()), most - most / 2));
    return some;
  }
}

package dev.luthier.space;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All permitted configurations that can be made of a finite list of values for each parameter, in
 * lexicographic order of the canonical parameters, the last one changing fastest. Lazy: nothing is
 * stored but the place reached. Immutable; its iterators are confined to one thread.
 */
public final class Lattice implements Iterable<Configuration> {
  private final SearchSpace space;
  private final List<Domain> domains;
  private final List<Constraint> constraints;

  private Lattice(SearchSpace space, List<Domain> domains, List<Constraint> constraints) {
    this.space = space;
    this.domains = domains;
    this.constraints = constraints;
  }

  /**
   * Every configuration of a finite space; a continuum contributes {@code points} values, the ends
   * included.
   */
  public static Lattice complete(SearchSpace space, int points) {
    List<Domain> domains = new ArrayList<>();
    for (Parameter<?> parameter : space.parameters()) {
      domains.add(parameter.cardinality().isPresent() ? all(parameter) : spread(parameter, points));
    }
    return new Lattice(space, domains, space.constraints());
  }

  /**
   * Every assignment of the discrete parameters that constraints on these alone permit. A continuum
   * contributes its middle, which linear constraints may not permit: {@link SearchSpace#redraw}
   * finds what they do.
   */
  public static Lattice assignments(SearchSpace space) {
    List<Constraint> discrete =
        space.constraints().stream().filter(c -> isDiscrete(space, c)).toList();
    return new Lattice(space, complete(space, 1).domains, discrete);
  }

  private static boolean isDiscrete(SearchSpace space, Constraint constraint) {
    return switch (constraint) {
      case Constraint.Forbidden _ -> true;
      case Constraint.Linear linear ->
          space.parameters().stream()
              .noneMatch(p -> p.cardinality().isEmpty() && linear.mentions(p));
    };
  }

  /**
   * A grid search's lattice: every choice of a categorical or ordinal, every multiple of a declared
   * step, and at most {@code points} values, evenly spread on the scale with the ends included, of
   * a number without step.
   */
  public static Lattice coarse(SearchSpace space, int points) {
    List<Domain> domains = new ArrayList<>();
    for (Parameter<?> parameter : space.parameters()) {
      boolean everyValue =
          switch (parameter) {
            case RealParameter p -> p.step().isPresent();
            case IntegerParameter p ->
                p.step().isPresent() || p.cardinality().orElseThrow() <= points;
            case CategoricalParameter<?> _, OrdinalParameter<?> _ -> true;
          };
      domains.add(everyValue ? all(parameter) : spread(parameter, points));
    }
    return new Lattice(space, domains, space.constraints());
  }

  @Override
  public Iterator<Configuration> iterator() {
    return new Odometer();
  }

  /** The values one parameter takes. */
  private record Domain(long count, LongFunction<Object> value) {}

  private static Domain all(Parameter<?> parameter) {
    return new Domain(parameter.cardinality().orElseThrow(), parameter::valueAt);
  }

  private static Domain spread(Parameter<?> parameter, int points) {
    LinkedHashSet<Object> distinct = new LinkedHashSet<>();
    for (int k = 0; k < points; k++) {
      distinct.add(parameter.decode(points == 1 ? 0.5 : k / (points - 1.0)));
    }
    List<Object> values = List.copyOf(distinct);
    return new Domain(values.size(), k -> values.get((int) k));
  }

  private final class Odometer implements Iterator<Configuration> {
    // digits[i] is the index of parameter i's value; −1 while it is inactive.
    private final long[] digits = new long[domains.size()];
    private final @Nullable Object[] slots = new Object[domains.size()];
    private Optional<Configuration> next;

    Odometer() {
      reset(0);
      next = permitted(Optional.of(current()));
    }

    @Override
    public boolean hasNext() {
      return next.isPresent();
    }

    @Override
    public Configuration next() {
      Configuration result = next.orElseThrow(NoSuchElementException::new);
      next = permitted(advance(digits.length - 1));
      return result;
    }

    private Optional<Configuration> permitted(Optional<Configuration> candidate) {
      Optional<Configuration> c = candidate;
      while (c.isPresent() && !permits(c.get())) {
        c = advance(lastToBlame(c.get()));
      }
      return c;
    }

    private boolean permits(Configuration cell) {
      return constraints.stream().allMatch(constraint -> constraint.permits(cell));
    }

    /**
     * The smallest index such that every cell which agrees with this one up to it is forbidden too:
     * the deepest parameter of a violated combination; of a linear constraint the one whose change
     * alone can mend it. Skipping from there on keeps spaces in which almost everything is
     * forbidden from being walked cell by cell.
     */
    private int lastToBlame(Configuration cell) {
      int last = digits.length - 1;
      for (Constraint constraint : constraints) {
        switch (constraint) {
          case Constraint.Forbidden(Condition combination) -> {
            if (combination.holds(cell)) {
              last =
                  Math.min(
                      last,
                      combination.allOf().stream()
                          .mapToInt(clause -> space.indexOf(clause.parameter()))
                          .max()
                          .orElse(last));
            }
          }
          case Constraint.Linear linear -> {
            if (!linear.permits(cell)) {
              last = Math.min(last, lastToBlame(linear));
            }
          }
        }
      }
      return last;
    }

    /**
     * From the deepest term up: where the sum is too large even with the least that a term still
     * comes to, and later terms with the least of all, what stands before the term is to blame;
     * where also with the least that it ever comes to, the term before is, or a parent that decides
     * whether one of those is active. Values ascend with digits. −1 if no cell is left.
     */
    private int lastToBlame(Constraint.Linear linear) {
      int[] indices =
          linear.coefficients().keySet().stream().mapToInt(space::indexOf).sorted().toArray();
      double least = 0;
      double size = 0;
      for (int i : indices) {
        Term term = term(linear, i);
        least += term.now();
        size += Math.max(Math.abs(term.least()), Math.abs(term.greatest()));
      }
      int deepestParent = -1;
      for (int k = indices.length - 1; k >= 0; k--) {
        Term term = term(linear, indices[k]);
        if (linear.isWithin(least - term.now() + term.leastLeft(), size)) {
          return indices[k];
        }
        least += term.least() - term.now();
        if (linear.isWithin(least, size)) {
          return Math.max(indices[k] - 1, deepestParent);
        }
        for (int parent : space.parents(indices[k])) {
          deepestParent = Math.max(deepestParent, parent);
        }
        if (deepestParent > (k == 0 ? -1 : indices[k - 1])) {
          return deepestParent;
        }
      }
      return -1;
    }

    /** What a term of a sum comes to now, at the least from here on, and at all. */
    private record Term(double now, double leastLeft, double least, double greatest) {}

    private Term term(Constraint.Linear linear, int i) {
      double c = linear.coefficients().getOrDefault(space.parameters().get(i).name(), 0.0);
      Domain domain = domains.get(i);
      double first = c * number(domain.value().apply(0));
      double last = c * number(domain.value().apply(domain.count() - 1));
      double now = c * number(domain.value().apply(digits[i]));
      return new Term(now, Math.min(now, last), Math.min(first, last), Math.max(first, last));
    }

    private static double number(Object value) {
      return ((Number) value).doubleValue();
    }

    /** The next cell that differs at or before a parameter. */
    private Optional<Configuration> advance(int last) {
      for (int i = last; i >= 0; i--) {
        if (digits[i] >= 0 && digits[i] + 1 < domains.get(i).count()) {
          digits[i]++;
          slots[i] = domains.get(i).value().apply(digits[i]);
          reset(i + 1);
          return Optional.of(current());
        }
      }
      return Optional.empty();
    }

    /** First value of every active parameter from {@code from} on. */
    private void reset(int from) {
      for (int i = from; i < digits.length; i++) {
        boolean active = space.isActive(i, slots);
        digits[i] = active ? 0 : -1;
        slots[i] = active ? domains.get(i).value().apply(0) : null;
      }
    }

    private Configuration current() {
      return space.configure(
          (i, parameter) -> {
            Object value = slots[i];
            if (value == null) {
              throw new IllegalStateException(parameter + " is active without a value");
            }
            return value;
          });
    }
  }
}

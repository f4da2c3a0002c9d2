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

  private Lattice(SearchSpace space, List<Domain> domains) {
    this.space = space;
    this.domains = domains;
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
    return new Lattice(space, domains);
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
    return new Lattice(space, domains);
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
      while (c.isPresent() && !space.permits(c.get())) {
        c = advance(lastToBlame(c.get()));
      }
      return c;
    }

    /**
     * The smallest index such that every cell which agrees with this one up to it is forbidden too:
     * the deepest parameter of a violated constraint. Skipping from there on keeps spaces in which
     * almost everything is forbidden from being walked cell by cell.
     */
    private int lastToBlame(Configuration cell) {
      int last = digits.length - 1;
      for (Constraint constraint : space.constraints()) {
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
        }
      }
      return last;
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

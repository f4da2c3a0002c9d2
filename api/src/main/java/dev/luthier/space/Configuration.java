package dev.luthier.space;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An immutable assignment of values to the <em>active</em> parameters of a space: what a trial is
 * run with. It is the truth about a trial; its image in the unit cube is not.
 */
public final class Configuration {
  private static final Configuration EMPTY = new Configuration(new String[0], new Object[0]);

  // Sorted by name; the arrays are never changed, and the names may be shared between
  // configurations.
  private final String[] names;
  private final Object[] values;
  private int hash;

  private Configuration(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Takes ownership of both arrays; the names must be sorted. */
  static Configuration ofSorted(String[] names, Object[] values) {
    return new Configuration(names, values);
  }

  public static Configuration empty() {
    return EMPTY;
  }

  /**
   * A configuration that no space has checked; {@link SearchSpace#configuration} checks.
   *
   * @throws IllegalArgumentException when a value is not a scalar
   */
  public static Configuration of(Map<String, ?> values) {
    TreeMap<String, Object> sorted = new TreeMap<>(values);
    sorted.forEach(
        (name, value) -> {
          if (!Json.isScalar(value)) {
            throw new IllegalArgumentException(name + " = " + value + ": must be a scalar");
          }
        });
    return new Configuration(
        sorted.keySet().toArray(String[]::new), sorted.values().toArray(Object[]::new));
  }

  /** Number of active parameters. */
  public int size() {
    return names.length;
  }

  public boolean isActive(Parameter<?> parameter) {
    return Arrays.binarySearch(names, parameter.name()) >= 0;
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalStateException when the parameter is inactive here, as in the other {@code get}
   *     methods
   */
  public double get(RealParameter parameter) {
    return (Double) require(parameter);
  }

  public long get(IntegerParameter parameter) {
    return (Long) require(parameter);
  }

  /**
   * The integer as an {@code int}, for array sizes and loop bounds; throws when it does not fit.
   */
  public int getInt(IntegerParameter parameter) {
    return Math.toIntExact(get(parameter));
  }

  public <T> T get(CategoricalParameter<T> parameter) {
    return parameter.valueOf(require(parameter));
  }

  public <T> T get(OrdinalParameter<T> parameter) {
    return parameter.valueOf(require(parameter));
  }

  /** The value of an active parameter by name: for code that was not written for one space. */
  public Optional<Object> find(String name) {
    int i = Arrays.binarySearch(names, name);
    return i >= 0 ? Optional.of(values[i]) : Optional.empty();
  }

  /** Names to values, ordered by name. A copy. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return map;
  }

  /** This configuration with one value set or replaced, which no space has checked. */
  public Configuration with(String name, Object value) {
    Map<String, Object> map = asMap();
    map.put(name, value);
    return of(map);
  }

  /** The values of those of these parameters that are active here. */
  public Configuration only(Set<String> wanted) {
    Map<String, Object> map = asMap();
    map.keySet().retainAll(wanted);
    return of(map);
  }

  /** The canonical form: one JSON object, keys ordered by name, no white space. */
  public String toJson() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < names.length; i++) {
      out.append(i == 0 ? "" : ",");
      Json.string(out, names[i]);
      out.append(':');
      Json.scalar(out, values[i]);
    }
    return out.append('}').toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Configuration that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    // A race computes the same number twice, no more.
    if (hash == 0) {
      hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }
    return hash;
  }

  @Override
  public String toString() {
    return toJson();
  }

  private Object require(Parameter<?> parameter) {
    int i = Arrays.binarySearch(names, parameter.name());
    if (i < 0) {
      throw new IllegalStateException(parameter.name() + " is not active in " + this);
    }
    return values[i];
  }
}

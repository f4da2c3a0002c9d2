package dev.luthier.space;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * One of several values in a declared order, such as batch sizes: neighbours are alike, distances
 * are counted in ranks. Values are strings, booleans, finite numbers or enum constants.
 */
public final class OrdinalParameter<T> implements Parameter<T> {
  private final String name;
  private final Choices<T> ranks;

  private OrdinalParameter(String name, List<T> values) {
    this.name = Names.requireLegal(name);
    this.ranks = new Choices<>(name + ".values", values);
  }

  /**
   * A parameter with these values.
   *
   * @throws dev.luthier.error.InvalidInputException when there is no value, a value is no scalar,
   *     or one is listed twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> OrdinalParameter<T> of(String name, T... values) {
    return new OrdinalParameter<>(name, Arrays.asList(values));
  }

  /** As {@link #of(String, Object...)}. */
  public static <T> OrdinalParameter<T> of(String name, List<T> values) {
    return new OrdinalParameter<>(name, values);
  }

  @Override
  public String name() {
    return name;
  }

  public List<T> values() {
    return ranks.values();
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(ranks.values().size());
  }

  @Override
  public T valueAt(long index) {
    return ranks.valueAt(index);
  }

  @Override
  public T valueOf(Object raw) {
    return ranks.valueOf(name, raw);
  }

  @Override
  public double encode(T value) {
    return ranks.encode(value);
  }

  @Override
  public T decode(double coordinate) {
    return ranks.decode(coordinate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrdinalParameter<?> that
        && name.equals(that.name)
        && ranks.equals(that.ranks);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return SpaceJson.describe(this);
  }
}

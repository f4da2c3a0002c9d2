package dev.luthier.space;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * One of several values without an order; a boolean and a fixed value are categoricals of two and
 * of one choice. Choices are strings, booleans, finite numbers or enum constants.
 */
public final class CategoricalParameter<T> implements Parameter<T> {
  private final String name;
  private final Choices<T> choices;

  private CategoricalParameter(String name, List<T> choices) {
    this.name = Names.requireLegal(name);
    this.choices = new Choices<>(name + ".choices", choices);
  }

  /**
   * A parameter with these choices.
   *
   * @throws dev.luthier.error.InvalidInputException when there is no choice, a choice is no scalar,
   *     or one is listed twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> CategoricalParameter<T> of(String name, T... choices) {
    return new CategoricalParameter<>(name, Arrays.asList(choices));
  }

  /** As {@link #of(String, Object...)}. */
  public static <T> CategoricalParameter<T> of(String name, List<T> choices) {
    return new CategoricalParameter<>(name, choices);
  }

  /** {@code false} or {@code true}. */
  public static CategoricalParameter<Boolean> bool(String name) {
    return new CategoricalParameter<>(name, List.of(false, true));
  }

  /** A value that is not tuned but belongs to every configuration. */
  public static <T> CategoricalParameter<T> fixed(String name, T value) {
    return new CategoricalParameter<>(name, List.of(value));
  }

  @Override
  public String name() {
    return name;
  }

  public List<T> choices() {
    return choices.values();
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(choices.values().size());
  }

  @Override
  public T valueAt(long index) {
    return choices.valueAt(index);
  }

  @Override
  public T valueOf(Object raw) {
    return choices.valueOf(name, raw);
  }

  @Override
  public double encode(T value) {
    return choices.encode(value);
  }

  @Override
  public T decode(double coordinate) {
    return choices.decode(coordinate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategoricalParameter<?> that
        && name.equals(that.name)
        && choices.equals(that.choices);
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

package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A list of different scalars and their indices. A scalar is a {@code String}, {@code Boolean},
 * {@code Integer}, {@code Long}, finite {@code Double} or enum constant; two scalars are the same
 * when they are written the same in JSON.
 */
final class Choices<T> {
  private final List<T> values;
  private final Map<T, Integer> indexByValue = new HashMap<>();
  private final Map<String, Integer> indexByJson = new HashMap<>();

  Choices(String field, List<T> values) {
    if (values.isEmpty()) {
      throw new InvalidInputException(field, values, "must list at least one value");
    }
    this.values = List.copyOf(values);
    for (T value : this.values) {
      requireScalar(field, value);
      indexByValue.put(value, indexByJson.size());
      if (indexByJson.put(Json.scalar(value), indexByJson.size()) != null) {
        throw new InvalidInputException(field, value, "is listed twice");
      }
    }
  }

  List<T> values() {
    return values;
  }

  T valueAt(long index) {
    return values.get(Objects.checkIndex(Math.toIntExact(index), values.size()));
  }

  /** The centre of the value's cell, one of n equal parts of [0, 1]. */
  double encode(T value) {
    Integer index = indexByValue.get(value);
    if (index == null) {
      throw new IllegalArgumentException(value + " is none of " + values);
    }
    return (index + 0.5) / values.size();
  }

  T decode(double coordinate) {
    return values.get(Math.clamp((long) (coordinate * values.size()), 0, values.size() - 1));
  }

  /**
   * By its JSON form first; then a number by its numeric value, because 1 and 1.0 come and go in
   * files.
   */
  T valueOf(String field, Object raw) {
    Integer index = indexByValue.get(raw);
    if (index == null && Json.isScalar(raw)) {
      index = indexByJson.get(Json.scalar(raw));
    }
    if (index != null) {
      return values.get(index);
    }
    if (raw instanceof Number number) {
      for (T value : values) {
        if (value instanceof Number candidate
            && candidate.doubleValue() == number.doubleValue()
            && candidate.longValue() == number.longValue()) {
          return value;
        }
      }
    }
    throw new InvalidInputException(field, raw, "must be one of " + values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Choices<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  private static void requireScalar(String field, Object value) {
    if (!Json.isScalar(value)) {
      throw new InvalidInputException(
          field, value, "must be a string, a boolean, a finite number or an enum constant");
    }
  }
}

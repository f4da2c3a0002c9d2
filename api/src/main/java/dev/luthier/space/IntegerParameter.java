package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An integer parameter: low, low + step, … up to high; the step is 1 unless given. Encoded linearly
 * or by logarithm, exactly.
 */
public final class IntegerParameter implements Parameter<Long> {
  /** Beyond 2⁴⁵ neighbouring integers blur on the unit axis, whose coordinates are doubles. */
  static final long LARGEST = 1L << 45;

  private final String name;
  private final long low;
  private final long high;
  private final Scale scale;
  private final OptionalLong step;
  private final Axis.Grid axis;

  private IntegerParameter(String name, long low, long high, Scale scale, OptionalLong step) {
    this.name = Names.requireLegal(name);
    requireBounds(name, low, high, scale);
    step.ifPresent(s -> requireStep(name, low, high, s));
    this.low = low;
    this.high = high;
    this.scale = scale;
    this.step = step;
    long effectiveStep = step.orElse(1);
    this.axis = new Axis.Grid(low, effectiveStep, (high - low) / effectiveStep + 1, scale);
  }

  /**
   * The integers low … high on the linear scale.
   *
   * @throws InvalidInputException when low &gt; high or a bound exceeds 2⁴⁵ in size
   */
  public static IntegerParameter linear(String name, long low, long high) {
    return new IntegerParameter(name, low, high, Scale.LINEAR, OptionalLong.empty());
  }

  /**
   * The integers low … high on the logarithmic scale.
   *
   * @throws InvalidInputException when low &gt; high, low ≤ 0 or a bound exceeds 2⁴⁵
   */
  public static IntegerParameter log(String name, long low, long high) {
    return new IntegerParameter(name, low, high, Scale.LOG, OptionalLong.empty());
  }

  /**
   * This parameter restricted to low, low + step, … up to high.
   *
   * @throws InvalidInputException when the step is not positive or exceeds high − low
   */
  public IntegerParameter step(long newStep) {
    return new IntegerParameter(name, low, high, scale, OptionalLong.of(newStep));
  }

  @Override
  public String name() {
    return name;
  }

  public long low() {
    return low;
  }

  /** The declared upper bound; with a step, the largest value may lie below it. */
  public long high() {
    return high;
  }

  public Scale scale() {
    return scale;
  }

  /** The step as declared; empty means 1. */
  public OptionalLong step() {
    return step;
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(axis.n());
  }

  @Override
  public Long valueAt(long index) {
    Objects.checkIndex(index, axis.n());
    return low + index * step.orElse(1);
  }

  @Override
  public Long valueOf(Object raw) {
    if (!(raw instanceof Number number) || number.doubleValue() != number.longValue()) {
      throw new InvalidInputException(name, raw, "must be an integer");
    }
    long value = number.longValue();
    if (value < low || value > high) {
      throw new InvalidInputException(name, raw, "must lie in [" + low + ", " + high + "]");
    }
    if ((value - low) % step.orElse(1) != 0) {
      throw new InvalidInputException(
          name, raw, "must be " + low + " plus a multiple of step " + step.orElse(1));
    }
    return value;
  }

  @Override
  public double encode(Long value) {
    return axis.encode((value - low) / step.orElse(1));
  }

  @Override
  public Long decode(double coordinate) {
    return valueAt(axis.decode(coordinate));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerParameter that
        && name.equals(that.name)
        && low == that.low
        && high == that.high
        && scale == that.scale
        && step.equals(that.step);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return SpaceJson.describe(this);
  }

  private static void requireBounds(String name, long low, long high, Scale scale) {
    if (low < -LARGEST || low > LARGEST) {
      throw new InvalidInputException(name + ".low", low, "must lie within ±2^45");
    }
    if (high < -LARGEST || high > LARGEST) {
      throw new InvalidInputException(name + ".high", high, "must lie within ±2^45");
    }
    if (low > high) {
      throw new InvalidInputException(name + ".low", low, "must not exceed high (" + high + ")");
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new InvalidInputException(name + ".low", low, "must be positive on a log scale");
    }
  }

  private static void requireStep(String name, long low, long high, long step) {
    if (step <= 0) {
      throw new InvalidInputException(name + ".step", step, "must be a positive integer");
    }
    if (step > high - low) {
      throw new InvalidInputException(
          name + ".step", step, "must not exceed the range high - low (" + (high - low) + ")");
    }
  }
}

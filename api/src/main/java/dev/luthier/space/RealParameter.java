package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A floating-point parameter: the continuum [low, high], or the decimals low, low + step, … up to
 * high. Encoded linearly or by logarithm; continuous values survive {@code decode(encode(v))} to
 * 1e-14 of the range (linear) or of the value (log, for ranges up to 1e20), stepped values exactly.
 */
public final class RealParameter implements Parameter<Double> {
  private final String name;
  private final double low;
  private final double high;
  private final Scale scale;
  private final OptionalDouble step;
  private final Axis axis;
  private final DecimalGrid grid;

  private RealParameter(String name, double low, double high, Scale scale, OptionalDouble step) {
    this.name = Names.requireLegal(name);
    requireBounds(name, low, high, scale);
    // Adding zero turns -0.0, which would print differently and mean the same, into 0.0.
    this.low = low + 0.0;
    this.high = high + 0.0;
    this.scale = scale;
    this.step = step;
    this.grid =
        step.isPresent() ? DecimalGrid.of(name, low, high, step.getAsDouble()) : DecimalGrid.NONE;
    this.axis =
        step.isPresent()
            ? new Axis.Grid(low, step.getAsDouble(), grid.count(), scale)
            : new Axis.Continuum(low, high, scale);
  }

  /**
   * A continuum on the linear scale.
   *
   * @throws InvalidInputException when a bound is not finite, low &gt; high, or high − low
   *     overflows
   */
  public static RealParameter linear(String name, double low, double high) {
    return new RealParameter(name, low, high, Scale.LINEAR, OptionalDouble.empty());
  }

  /**
   * A continuum on the logarithmic scale.
   *
   * @throws InvalidInputException when a bound is not finite, low &gt; high, or low ≤ 0
   */
  public static RealParameter log(String name, double low, double high) {
    return new RealParameter(name, low, high, Scale.LOG, OptionalDouble.empty());
  }

  /**
   * This parameter restricted to low, low + step, … up to high, as decimals: 3 × 0.1 is 0.3.
   *
   * @throws InvalidInputException when the step is not positive, exceeds high − low, or makes more
   *     than 2⁴⁵ values
   */
  public RealParameter step(double newStep) {
    return new RealParameter(name, low, high, scale, OptionalDouble.of(newStep));
  }

  @Override
  public String name() {
    return name;
  }

  public double low() {
    return low;
  }

  /** The declared upper bound; with a step, the largest value may lie below it. */
  public double high() {
    return high;
  }

  public Scale scale() {
    return scale;
  }

  public OptionalDouble step() {
    return step;
  }

  @Override
  public OptionalLong cardinality() {
    if (step.isPresent()) {
      return OptionalLong.of(grid.count());
    }
    return low == high ? OptionalLong.of(1) : OptionalLong.empty();
  }

  @Override
  public Double valueAt(long index) {
    long count =
        cardinality().orElseThrow(() -> new IllegalStateException(name + " is a continuum"));
    Objects.checkIndex(index, count);
    return step.isPresent() ? grid.value(index) : low;
  }

  @Override
  public Double valueOf(Object raw) {
    if (!(raw instanceof Number number)) {
      throw new InvalidInputException(name, raw, "must be a number");
    }
    double value = number.doubleValue() + 0.0;
    if (!(value >= low && value <= high)) {
      throw new InvalidInputException(name, raw, "must lie in [" + low + ", " + high + "]");
    }
    if (step.isPresent() && !grid.contains(value)) {
      throw new InvalidInputException(
          name, raw, "must be " + low + " plus a multiple of step " + step.getAsDouble());
    }
    return value;
  }

  @Override
  public double encode(Double value) {
    return switch (axis) {
      case Axis.Continuum continuum -> continuum.encode(value);
      case Axis.Grid cells -> cells.encode(grid.index(value));
    };
  }

  @Override
  public Double decode(double coordinate) {
    return switch (axis) {
      case Axis.Continuum continuum -> continuum.decode(coordinate);
      case Axis.Grid cells -> grid.value(cells.decode(coordinate));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RealParameter that
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

  private static void requireBounds(String name, double low, double high, Scale scale) {
    if (!Double.isFinite(low)) {
      throw new InvalidInputException(name + ".low", low, "must be a finite number");
    }
    if (!Double.isFinite(high)) {
      throw new InvalidInputException(name + ".high", high, "must be a finite number");
    }
    if (low > high) {
      throw new InvalidInputException(name + ".low", low, "must not exceed high (" + high + ")");
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new InvalidInputException(name + ".low", low, "must be positive on a log scale");
    }
    if (!Double.isFinite(high - low)) {
      throw new InvalidInputException(
          name + ".high", high, "high - low overflows; narrow the range or use a log scale");
    }
  }

  /**
   * low + i·step in decimal arithmetic: both are integers over a common power of ten, so i-th value
   * = (L + i·S) / 10^k. While |L + i·S| &lt; 2⁵³ and k ≤ 22 both operands are exact doubles and the
   * division rounds correctly; beyond, BigDecimal does.
   */
  private record DecimalGrid(
      BigDecimal low, BigDecimal step, long count, long lowUnits, long stepUnits, double unit) {
    static final DecimalGrid NONE =
        new DecimalGrid(BigDecimal.ZERO, BigDecimal.ONE, 1, 0, 1, Double.NaN);

    /** 10²² is the largest power of ten that is an exact double. */
    private static final int EXACT_POWERS_OF_TEN = 22;

    private static final double EXACT_INTEGERS = 0x1p53;
    private static final double MOST_VALUES = 0x1p45;

    static DecimalGrid of(String name, double low, double high, double step) {
      if (!(step > 0) || !Double.isFinite(step)) {
        throw new InvalidInputException(name + ".step", step, "must be a positive finite number");
      }
      if (Math.max(Math.abs(low), Math.abs(high)) / step > MOST_VALUES) {
        throw new InvalidInputException(
            name + ".step", step, "is too small to be told apart from the bounds (2^45 at most)");
      }
      BigDecimal exactLow = new BigDecimal(Double.toString(low));
      BigDecimal exactStep = new BigDecimal(Double.toString(step));
      BigDecimal range = new BigDecimal(Double.toString(high)).subtract(exactLow);
      if (exactStep.compareTo(range) > 0) {
        throw new InvalidInputException(
            name + ".step", step, "must not exceed the range high - low (" + range + ")");
      }
      long count = range.divideToIntegralValue(exactStep).longValue() + 1;
      int power = Math.max(0, Math.max(exactLow.scale(), exactStep.scale()));
      BigDecimal lowUnits = exactLow.movePointRight(power);
      BigDecimal stepUnits = exactStep.movePointRight(power);
      double largest = lowUnits.abs().doubleValue() + count * stepUnits.doubleValue();
      boolean exact = power <= EXACT_POWERS_OF_TEN && largest < EXACT_INTEGERS;
      return new DecimalGrid(
          exactLow,
          exactStep,
          count,
          exact ? lowUnits.longValueExact() : 0,
          exact ? stepUnits.longValueExact() : 1,
          exact ? Double.parseDouble("1e" + power) : Double.NaN);
    }

    double value(long index) {
      return Double.isNaN(unit)
          ? low.add(step.multiply(BigDecimal.valueOf(index))).doubleValue()
          : (lowUnits + index * stepUnits) / unit + 0.0;
    }

    long index(double value) {
      double nearest = (value - low.doubleValue()) / step.doubleValue();
      return Math.clamp(Math.round(nearest), 0L, count - 1);
    }

    boolean contains(double value) {
      return value(index(value)) == value;
    }
  }
}

package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;

/**
 * What {@link Range} and {@link LogUniform} say.
 *
 * @param step 0 for none
 */
record Interval(double min, double max, double step, boolean log, String written) {
  static Interval of(Range range) {
    String step = range.step() == 0 ? "" : ", step = " + shown(range.step());
    String log = range.log() ? ", log = true" : "";
    return new Interval(
        range.min(),
        range.max(),
        range.step(),
        range.log(),
        "@Range(" + bounds(range.min(), range.max()) + step + log + ")");
  }

  static Interval of(LogUniform range) {
    return new Interval(
        range.min(), range.max(), 0, true, "@LogUniform(" + bounds(range.min(), range.max()) + ")");
  }

  /** The parameter of these numbers, checked in the annotation's words. */
  Parameter<?> parameter(Component component, String name) {
    if (!Double.isFinite(min) || !Double.isFinite(max) || !Double.isFinite(step)) {
      throw component.wrong(written, "min, max and step must be finite numbers");
    }
    if (min > max) {
      throw component.wrong(written, "min must not exceed max; are they swapped?");
    }
    if (log && min <= 0) {
      throw component.wrong(
          written, "min must be positive on a log scale; raise it, or use @Range without log");
    }
    if (!Double.isFinite(max - min)) {
      throw component.wrong(written, "max - min overflows; narrow the range or use a log scale");
    }
    if (step < 0 || step > max - min) {
      throw component.wrong(written, "step must be positive and not exceed max - min");
    }
    try {
      return component.type() == Double.class ? real(name) : integer(component, name);
    } catch (InvalidInputException e) {
      throw e.field().equals(component.field())
          ? e
          : component.wrong(written, word(e.field()) + " " + e.reason());
    }
  }

  /** What the annotations call it. */
  private static String word(String field) {
    String last = field.substring(field.lastIndexOf('.') + 1);
    return switch (last) {
      case "low" -> "min";
      case "high" -> "max";
      default -> last;
    };
  }

  private Parameter<?> real(String name) {
    RealParameter all =
        log ? RealParameter.log(name, min, max) : RealParameter.linear(name, min, max);
    return step == 0 ? all : all.step(step);
  }

  private Parameter<?> integer(Component component, String name) {
    if (min != Math.rint(min) || max != Math.rint(max) || step != Math.rint(step)) {
      throw component.wrong(
          written,
          "min, max and step must be integers on a component of type "
              + component.typeName()
              + "; or make it a double");
    }
    if (component.type() == Integer.class && (min < Integer.MIN_VALUE || max > Integer.MAX_VALUE)) {
      throw component.wrong(written, "min and max must fit an int; or make the component a long");
    }
    IntegerParameter all =
        log
            ? IntegerParameter.log(name, (long) min, (long) max)
            : IntegerParameter.linear(name, (long) min, (long) max);
    return step == 0 ? all : all.step((long) step);
  }

  private static String bounds(double min, double max) {
    return "min = " + shown(min) + ", max = " + shown(max);
  }

  /** An integer as one writes it: 512, not 512.0. */
  static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

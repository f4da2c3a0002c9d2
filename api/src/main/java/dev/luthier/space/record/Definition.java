package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the annotations of a component say: which parameter it is. */
final class Definition {
  private static final Set<Class<?>> NUMBERS = Set.of(Integer.class, Long.class, Double.class);

  private Definition() {}

  /** Whether a component of this type is one parameter. */
  static boolean isLeaf(Class<?> type) {
    return NUMBERS.contains(type) || type == Boolean.class || type == String.class || type.isEnum();
  }

  /**
   * The parameter that a component is.
   *
   * @throws InvalidInputException naming the component
   */
  static Parameter<?> of(Component component, String name) {
    requireOnlyFitting(component);
    try {
      if (NUMBERS.contains(component.type())) {
        return number(component, name);
      }
      if (component.type() == Boolean.class) {
        return CategoricalParameter.bool(name);
      }
      return component.type() == String.class ? text(component, name) : constants(component, name);
    } catch (InvalidInputException e) {
      // A parameter names itself, in words of its own; the user has written a component.
      throw e.field().equals(component.field()) ? e : component.wrong(e.value(), e.reason());
    }
  }

  /**
   * @throws InvalidInputException when an annotation says nothing about the component's type
   */
  static void requireOnlyFitting(Component component) {
    for (Annotation annotation : component.annotations()) {
      if (!fits(annotation, component.type())) {
        String written = "@" + annotation.annotationType().getSimpleName();
        throw component.wrong(
            written + " on " + component.typeName(),
            written + " is for " + purpose(annotation) + "; remove it here");
      }
    }
  }

  private static boolean fits(Annotation annotation, Class<?> type) {
    return switch (annotation) {
      case Range _, LogUniform _, Values _ -> NUMBERS.contains(type);
      case Choices _ -> type == String.class;
      case Ordered _ -> type == String.class || type.isEnum();
      default -> isLeaf(type);
    };
  }

  private static String purpose(Annotation annotation) {
    return switch (annotation) {
      case Range _, LogUniform _, Values _ -> "int, long and double";
      case Choices _ -> "String";
      case Ordered _ -> "enums and String; booleans and numbers have their order";
      default -> "numbers, booleans, enums and strings";
    };
  }

  private static Parameter<?> number(Component component, String name) {
    List<? extends Annotation> ranges =
        component.annotations().stream().filter(a -> !(a instanceof Shared)).toList();
    if (ranges.isEmpty()) {
      throw component.wrong(
          component.typeName(),
          "does not say which numbers may be tried; annotate it with @Range(min = …, max = …),"
              + " @LogUniform(min = …, max = …) or @Values({…})");
    }
    if (ranges.size() > 1) {
      throw component.wrong(
          ranges.stream().map(a -> "@" + a.annotationType().getSimpleName()).toList(),
          "say twice which numbers may be tried; keep one");
    }
    return switch (ranges.getFirst()) {
      case Range range -> Interval.of(range).parameter(component, name);
      case LogUniform range -> Interval.of(range).parameter(component, name);
      case Values values -> values(component, name, values.value());
      case Annotation other -> throw new AssertionError(other);
    };
  }

  private static Parameter<?> values(Component component, String name, double[] values) {
    List<Object> typed = new ArrayList<>();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw component.wrong("@Values with " + value, "must be finite numbers");
      }
      if (component.type() == Double.class) {
        typed.add(value + 0.0); // No -0.0.
      } else if (component.type() == Integer.class && value == (int) value) {
        typed.add((int) value);
      } else if (component.type() == Long.class && value == (long) value) {
        typed.add((long) value);
      } else {
        throw component.wrong(
            "@Values with " + Interval.shown(value),
            "is no " + component.typeName() + "; or make the component a double");
      }
    }
    return OrdinalParameter.of(name, typed);
  }

  private static Parameter<?> text(Component component, String name) {
    Choices choices =
        component
            .find(Choices.class)
            .orElseThrow(
                () ->
                    component.wrong(
                        component.typeName(),
                        "does not say which strings may be tried; annotate it with"
                            + " @Choices({\"…\", \"…\"}), or make it an enum"));
    return choice(component, name, Arrays.asList(choices.value()));
  }

  private static Parameter<?> constants(Component component, String name) {
    Object[] constants = component.type().getEnumConstants();
    if (constants.length == 0) {
      throw component.wrong(
          component.typeName(), "is an enum without constants; give it at least one");
    }
    return choice(component, name, Arrays.asList(constants));
  }

  private static <T> Parameter<T> choice(Component component, String name, List<T> values) {
    return component.find(Ordered.class).isPresent()
        ? OrdinalParameter.of(name, values)
        : CategoricalParameter.of(name, values);
  }
}

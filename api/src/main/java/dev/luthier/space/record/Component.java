package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record's component as it is declared.
 *
 * @param owner the record
 * @param type never primitive; of an {@code Optional} what may be in it
 */
record Component(Class<?> owner, RecordComponent declared, Class<?> type, boolean isOptional) {
  /** All that mean something on a component. */
  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(
          Range.class, LogUniform.class, Values.class, Choices.class, Ordered.class, Shared.class);

  /**
   * @throws InvalidInputException when it is an {@code Optional} of who knows what
   */
  static Component of(Class<?> owner, RecordComponent declared) {
    Class<?> type = declared.getType();
    if (type != Optional.class) {
      return new Component(owner, declared, boxed(type), false);
    }
    if (declared.getGenericType() instanceof ParameterizedType optional
        && content(optional.getActualTypeArguments()[0]) instanceof Class<?> content
        && content != Optional.class) {
      return new Component(owner, declared, content, true);
    }
    throw new InvalidInputException(
        field(owner, declared),
        declared.getGenericType().getTypeName(),
        "does not say what may be in it; write that, as in Optional<Double>, and no Optional in"
            + " an Optional");
  }

  String name() {
    return declared.getName();
  }

  /** For messages: record and component. */
  String field() {
    return field(owner, declared);
  }

  /** For messages: as it is written, without packages. */
  String typeName() {
    return isOptional
        ? "Optional<" + type.getSimpleName() + ">"
        : declared.getType().getSimpleName();
  }

  /** A mistake of this component. */
  InvalidInputException wrong(Object value, String reason) {
    return new InvalidInputException(field(), value, reason);
  }

  <A extends Annotation> Optional<A> find(Class<A> annotation) {
    return Optional.ofNullable(declared.getAnnotation(annotation));
  }

  /** The annotations of this package that it has. */
  List<? extends Annotation> annotations() {
    return ANNOTATIONS.stream()
        .flatMap(annotation -> Stream.ofNullable(declared.getAnnotation(annotation)))
        .toList();
  }

  private static Type content(Type argument) {
    return argument instanceof ParameterizedType generic ? generic.getRawType() : argument;
  }

  private static String field(Class<?> owner, RecordComponent declared) {
    return owner.getSimpleName() + "." + declared.getName();
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}

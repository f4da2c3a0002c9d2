package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A record class as a search space, and the map between its values and configurations.
 *
 * <pre>{@code
 * record Mlp(
 *     @LogUniform(min = 1e-5, max = 1e-1) double learningRate,
 *     @Range(min = 16, max = 512, log = true) int width,
 *     Activation activation,
 *     Optimizer optimizer) {}
 *
 * enum Activation { RELU, TANH }
 *
 * sealed interface Optimizer permits Sgd, Adam {}
 * record Sgd(@Range(min = 0, max = 0.99) double momentum) implements Optimizer {}
 * record Adam() implements Optimizer {}
 *
 * RecordSpace<Mlp> mlp = RecordSpace.of(Mlp.class);
 * Mlp drawn = mlp.value(mlp.space().sample(random));
 * }</pre>
 *
 * <p>Its parameters are {@code learningRate}, {@code width}, {@code activation}, {@code optimizer}
 * with the choices {@code sgd} and {@code adam}, and {@code optimizer.sgd.momentum}, which is
 * active only with {@code sgd}. Components of a record in a record are {@code net.width}; an {@code
 * Optional} is a boolean, and with {@code true} what is in it, {@code dropout.value} or, of a
 * record, its components. Names are those of the components as they are written, so that whatever
 * names a parameter (a report, a message) can be found in the source.
 *
 * <p>Immutable, and as safe for threads as the record's constructor is.
 *
 * @param <T> the record
 */
public final class RecordSpace<T extends Record> {
  /**
   * Of so many random configurations the constructor must accept one. A record that accepts a tenth
   * of them is refused for having had no luck once in 800 times.
   */
  private static final int TRIED = 64;

  private final Class<T> type;
  private final Group root;
  private final SearchSpace space;
  private final Optional<T> first;

  private RecordSpace(Class<T> type) {
    SpaceReader reader = new SpaceReader();
    this.type = type;
    this.root = reader.group(type.getSimpleName(), type, Scope.ROOT);
    if (reader.space().isEmpty()) {
      throw new InvalidInputException(
          type.getSimpleName(),
          "record " + type.getSimpleName() + "()",
          "has no components to tune; give it one");
    }
    this.space = reader.space().build();
    this.first = declaredDefault();
    requireSomeAccepted();
  }

  /**
   * The space of a record class. Everything about the class is checked here, and its constructor is
   * called with some random configurations.
   *
   * @throws InvalidInputException naming the component that cannot be tuned as it is declared, and
   *     what to do about it
   */
  public static <T extends Record> RecordSpace<T> of(Class<T> type) {
    if (!type.isRecord()) {
      throw new InvalidInputException("space", type.getName(), "must be a record class");
    }
    return new RecordSpace<>(type);
  }

  public Class<T> type() {
    return type;
  }

  public SearchSpace space() {
    return space;
  }

  /** The constant that the record marks as its {@link Default}: what a study begins with. */
  public Optional<T> first() {
    return first;
  }

  /**
   * The record that a configuration is. O(components).
   *
   * @throws InvalidInputException when it is no configuration of this space; or when a record's
   *     constructor throws, naming that record and its components
   */
  public T value(Configuration configuration) {
    // Again through the space: it may come from a log, whose enum constants are strings.
    return type.cast(root.read(space.configuration(configuration.asMap())));
  }

  /**
   * The configuration that a record is. O(components).
   *
   * @throws InvalidInputException when a component is null or not among what may be tried
   */
  public Configuration configuration(T value) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    root.write(value, parameters);
    return space.configuration(parameters);
  }

  private Optional<T> declaredDefault() {
    List<Field> marked =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Default.class))
            .toList();
    if (marked.isEmpty()) {
      return Optional.empty();
    }
    Field field = marked.getFirst();
    String name = type.getSimpleName() + "." + field.getName();
    if (marked.size() > 1) {
      throw new InvalidInputException(
          name, "@Default", "so is " + marked.get(1).getName() + "; a study begins with one");
    }
    if (!Modifier.isStatic(field.getModifiers()) || field.getType() != type) {
      throw new InvalidInputException(
          name,
          "@Default",
          "must be a constant of the record's type: @Default static final "
              + type.getSimpleName()
              + " …");
    }
    return Optional.of(checkedDefault(field, name));
  }

  private T checkedDefault(Field field, String name) {
    RecordAccess.requireAccess(field, type);
    @Nullable T value;
    try {
      value = type.cast(field.get(null));
    } catch (ExceptionInInitializerError e) {
      throw new InvalidInputException(name, "@Default", "its constructor threw " + e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("access has been checked", e);
    }
    if (value == null) {
      throw new InvalidInputException(name, "null", "must be a configuration");
    }
    try {
      configuration(value);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          name,
          e.field() + " = " + e.value(),
          e.reason() + "; a default is one of what may be tried");
    }
    return value;
  }

  /** A constructor that accepts nothing is a mistake, and not a finding of trial after trial. */
  private void requireSomeAccepted() {
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 1; i <= TRIED; i++) {
      try {
        value(space.sample(random));
        return;
      } catch (InvalidInputException e) {
        if (i == TRIED) {
          throw new InvalidInputException(
              e.field(),
              e.value(),
              e.reason()
                  + "; and so for each of "
                  + TRIED
                  + " random configurations: declare what the constructor accepts");
        }
      }
    }
  }
}

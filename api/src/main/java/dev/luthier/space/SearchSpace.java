package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may be tuned together: parameters, the conditions that activate them, forbidden
 * combinations and linear constraints. Immutable. Parameters stand in canonical order, parents
 * before children and then by name, so that the order in which they were declared changes nothing.
 *
 * <p>An <em>open</em> space is one that trials define as they run: it has what they have asked for
 * so far, without conditions and constraints, and a configuration may lack any of it.
 */
public final class SearchSpace {
  /**
   * Rejections before a draw is constructed instead: one draw in a thousand permitted is still
   * found by chance.
   */
  private static final int REJECTIONS = 1_000;

  private final List<Parameter<?>> parameters;
  private final List<Condition> conditions;
  private final List<Constraint> constraints;
  private final List<Constraint.Linear> linear;
  private final Map<String, Integer> indexByName;
  private final int[] byName;
  private final String[] allNames;
  // Clause c of parameter i's condition: slots[parents[i][c]] must be in allowed.get(i).get(c).
  private final int[][] parents;
  private final List<List<Set<Object>>> allowed;
  private final boolean isOpen;
  private final String fingerprint;

  /** From validated parts in canonical order: see {@link SpaceBuilder#build()}. */
  SearchSpace(
      List<Parameter<?>> parameters, List<Condition> conditions, List<Constraint> constraints) {
    this(parameters, conditions, constraints, false);
  }

  private SearchSpace(
      List<Parameter<?>> parameters,
      List<Condition> conditions,
      List<Constraint> constraints,
      boolean isOpen) {
    this.isOpen = isOpen;
    this.parameters = List.copyOf(parameters);
    this.conditions = List.copyOf(conditions);
    this.constraints = List.copyOf(constraints);
    this.linear =
        constraints.stream()
            .filter(Constraint.Linear.class::isInstance)
            .map(Constraint.Linear.class::cast)
            .toList();
    this.indexByName = new HashMap<>();
    for (Parameter<?> parameter : parameters) {
      indexByName.put(parameter.name(), indexByName.size());
    }
    this.byName =
        IntStream.range(0, parameters.size())
            .boxed()
            .sorted((a, b) -> parameters.get(a).name().compareTo(parameters.get(b).name()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.allNames =
        Arrays.stream(byName).mapToObj(i -> parameters.get(i).name()).toArray(String[]::new);
    this.parents = new int[parameters.size()][];
    this.allowed = new ArrayList<>();
    for (Condition condition : conditions) {
      parents[allowed.size()] =
          condition.allOf().stream().mapToInt(c -> indexByName.get(c.parameter())).toArray();
      allowed.add(condition.allOf().stream().map(c -> Set.copyOf(c.values())).toList());
    }
    this.fingerprint = sha256(SpaceJson.write(this));
  }

  public static SpaceBuilder builder() {
    return new SpaceBuilder();
  }

  /** An open space of which nothing is known yet. */
  public static SearchSpace open() {
    return open(List.of());
  }

  private static SearchSpace open(List<Parameter<?>> parameters) {
    List<Condition> always = Collections.nCopies(parameters.size(), Condition.ALWAYS);
    return new SearchSpace(parameters, always, List.of(), true);
  }

  /** Whether trials define this space as they run. */
  public boolean isOpen() {
    return isOpen;
  }

  /**
   * This open space and one parameter more. O(parameters).
   *
   * @throws IllegalStateException when the space is not open, or has a parameter of that name
   */
  public SearchSpace with(Parameter<?> parameter) {
    if (!isOpen || indexByName.containsKey(parameter.name())) {
      throw new IllegalStateException(parameter + " cannot be added to " + this);
    }
    List<Parameter<?>> grown = new ArrayList<>(parameters);
    grown.add(parameter);
    grown.sort(Comparator.comparing(Parameter::name));
    return open(grown);
  }

  /** In canonical order. */
  public List<Parameter<?>> parameters() {
    return parameters;
  }

  public Optional<Parameter<?>> find(String name) {
    return Optional.ofNullable(indexByName.get(name)).map(parameters::get);
  }

  /** When the parameter is active; {@link Condition#ALWAYS} for one without condition. */
  public Condition conditionOf(Parameter<?> parameter) {
    return conditions.get(indexOf(parameter.name()));
  }

  public List<Constraint> constraints() {
    return constraints;
  }

  /**
   * SHA-256 of {@link #toJson()}, in hex: equal for equal spaces, whatever file or builder they
   * came from.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The canonical form: {@code {"space":{…},"forbidden":[…],"linear":[…]}} in the words of a study
   * file, without white space; no {@code linear} where there is none; {@code "open":true} last
   * where the space is.
   */
  public String toJson() {
    return SpaceJson.write(this);
  }

  /**
   * Whether two trials may come to the same configuration by chance: not when some continuous
   * parameter is always active, and no linear constraint can leave it a single value.
   */
  public boolean mayRepeat() {
    return IntStream.range(0, parameters.size())
        .noneMatch(i -> parents[i].length == 0 && isUnboundContinuum(parameters.get(i)));
  }

  private boolean isUnboundContinuum(Parameter<?> parameter) {
    return parameter.cardinality().isEmpty()
        && linear.stream().noneMatch(constraint -> constraint.mentions(parameter));
  }

  /** Whether no parameter is continuous. */
  public boolean isFinite() {
    return parameters.stream().allMatch(parameter -> parameter.cardinality().isPresent());
  }

  /** Whether the configuration obeys all constraints. O(clauses and terms). */
  public boolean permits(Configuration configuration) {
    for (Constraint constraint : constraints) {
      if (!constraint.permits(configuration)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A configuration built by asking for the value of each parameter that the values so far
   * activate, in canonical order. Constraints are not checked.
   */
  public Configuration configure(ValueSource source) {
    @Nullable Object[] slots = new Object[parameters.size()];
    int active = 0;
    for (int i = 0; i < slots.length; i++) {
      if (isActive(i, slots)) {
        slots[i] = source.valueOf(i, parameters.get(i));
        active++;
      }
    }
    return assemble(slots, active);
  }

  /**
   * Supplies the value of the parameter with the given canonical index; it must be one of the
   * parameter's values.
   */
  @FunctionalInterface
  public interface ValueSource {
    Object valueOf(int index, Parameter<?> parameter);
  }

  /**
   * Values that came from outside, checked and brought to the parameters' types.
   *
   * @throws InvalidInputException naming the first parameter that is unknown, missing, inactive
   *     here, out of range, or the forbidden combination, or the linear constraint that is not
   *     obeyed
   */
  public Configuration configuration(Map<String, ?> values) {
    if (isOpen) {
      return partial(values, false);
    }
    Map<String, Object> left = new LinkedHashMap<>(values);
    Configuration configuration =
        configure(
            (i, parameter) -> {
              Object raw = left.remove(parameter.name());
              if (raw == null) {
                throw new InvalidInputException(
                    parameter.name(),
                    "(missing)",
                    "is required; it is active in this configuration");
              }
              return parameter.valueOf(raw);
            });
    left.forEach(
        (name, value) -> {
          throw indexByName.containsKey(name)
              ? new InvalidInputException(name, value, "is not active in this configuration")
              : unknown(name, value);
        });
    for (Constraint.Linear constraint : linear) {
      if (!constraint.permits(configuration)) {
        throw new InvalidInputException(
            "configuration", configuration, "does not obey " + constraint);
      }
    }
    if (!permits(configuration)) {
      throw new InvalidInputException("configuration", configuration, "is forbidden");
    }
    return configuration;
  }

  /**
   * As {@link #configuration}, for a trial that is still to come: in an open space values of
   * parameters that nobody has asked for yet stay as they are, to be checked when somebody does.
   *
   * @throws InvalidInputException as there; also when such a value is not a scalar
   */
  public Configuration wish(Map<String, ?> values) {
    return isOpen ? partial(values, true) : configuration(values);
  }

  /**
   * A wish that was written down, in this open space or before it grew to what it is: a value may
   * have been wished before its parameter was defined, and not be one of its values. It stays as it
   * is, since the trial may ask for something else than the wish expects.
   */
  public Configuration recalled(Map<String, ?> values) {
    if (!isOpen) {
      return configuration(values);
    }
    Map<String, Object> typed = new HashMap<>();
    values.forEach(
        (name, value) -> {
          try {
            typed.putAll(partial(Map.of(name, value), true).asMap());
          } catch (InvalidInputException e) {
            typed.put(name, value);
          }
        });
    return Configuration.of(typed);
  }

  private Configuration partial(Map<String, ?> values, boolean unknownMayStay) {
    Map<String, Object> typed = new HashMap<>();
    values.forEach(
        (name, value) -> {
          Integer index = indexByName.get(name);
          if (index != null) {
            typed.put(name, parameters.get(index).valueOf(value));
          } else if (!unknownMayStay) {
            throw unknown(name, value);
          } else if (!Json.isScalar(value)) {
            throw new InvalidInputException(name, value, "must be a scalar");
          } else {
            typed.put(name, value);
          }
        });
    return Configuration.of(typed);
  }

  private InvalidInputException unknown(String name, Object value) {
    return new InvalidInputException(
        name, value, "is not a parameter; the parameters are " + List.of(allNames));
  }

  /**
   * A random permitted configuration: uniform over each active parameter's cells, those that break
   * a constraint rejected. Where almost everything does, the constrained parameters are chosen by a
   * random search instead, which is valid but not uniform.
   *
   * @throws IllegalStateException where linear constraints of many discrete parameters leave so
   *     little that the search, which has found something when the space was built, does not find
   *     anything again
   */
  public Configuration sample(RandomGenerator random) {
    for (int attempt = 0; attempt < REJECTIONS; attempt++) {
      Configuration drawn = configure((i, parameter) -> parameter.decode(random.nextDouble()));
      if (permits(drawn)) {
        return drawn;
      }
    }
    return new Feasibility(this)
        .find(random)
        .orElseThrow(() -> new IllegalStateException("a built space permits something"));
  }

  /**
   * A permitted configuration with the discrete values of a given one and its continuous values
   * drawn anew: uniform on their scales, as far as {@link #sample} is.
   *
   * @param cell its continuous values do not matter; it must not be a forbidden combination
   * @return empty where linear constraints leave the discrete values no continuous ones
   */
  public Optional<Configuration> redraw(Configuration cell, RandomGenerator random) {
    int attempts = linear.isEmpty() ? 1 : REJECTIONS;
    @Nullable Object[] slots = new Object[parameters.size()];
    for (int i = 0; i < slots.length; i++) {
      Parameter<?> parameter = parameters.get(i);
      if (parameter.cardinality().isPresent()) {
        slots[i] = cell.find(parameter.name()).orElse(null);
      }
    }
    for (int attempt = 0; attempt < attempts; attempt++) {
      Configuration drawn = completed(slots, random);
      if (permits(drawn)) {
        return Optional.of(drawn);
      }
    }
    return new LinearFill(this, slots).fill(random)
        ? Optional.of(completed(slots, random))
        : Optional.empty();
  }

  /** The given values, and those that are missing drawn freely. */
  private Configuration completed(@Nullable Object[] slots, RandomGenerator random) {
    return configure(
        (i, parameter) -> {
          Object given = slots[i];
          return given != null ? given : parameter.decode(random.nextDouble());
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SearchSpace that && fingerprint.equals(that.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return toJson();
  }

  int indexOf(String name) {
    Integer index = indexByName.get(name);
    if (index == null) {
      throw new IllegalArgumentException("there is no parameter " + name);
    }
    return index;
  }

  /**
   * Whether parameter i is active, given the values of all parameters before it (null where
   * inactive).
   */
  boolean isActive(int i, @Nullable Object[] slots) {
    for (int c = 0; c < parents[i].length; c++) {
      Object parent = slots[parents[i][c]];
      if (parent == null || !allowed.get(i).get(c).contains(parent)) {
        return false;
      }
    }
    return true;
  }

  List<Constraint.Linear> linear() {
    return linear;
  }

  int[] parents(int i) {
    return parents[i];
  }

  private Configuration assemble(@Nullable Object[] slots, int active) {
    Object[] values = new Object[active];
    String[] names = active == slots.length ? allNames : new String[active];
    int k = 0;
    for (int i : byName) {
      Object value = slots[i];
      if (value != null) {
        if (names != allNames) {
          names[k] = parameters.get(i).name();
        }
        values[k++] = value;
      }
    }
    return Configuration.ofSorted(names, values);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}

package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks a record class, declares its parameters, and says for each component where it is. */
final class SpaceReader {
  private final Declarations space = new Declarations();

  /** The records and interfaces around what is being read, outermost first. */
  private final Deque<Class<?>> around = new ArrayDeque<>();

  Declarations space() {
    return space;
  }

  /**
   * A record and all that is in it.
   *
   * @param field how the record is called in messages
   */
  Group group(String field, Class<?> type, Scope scope) {
    enter(field, type);
    RecordAccess access = RecordAccess.of(type);
    List<Node> nodes = new ArrayList<>();
    for (RecordComponent declared : type.getRecordComponents()) {
      nodes.add(component(Component.of(type, declared), scope));
    }
    around.removeLast();
    return new Group(access, nodes);
  }

  private Node component(Component component, Scope scope) {
    if (!component.isOptional()) {
      return content(component, component.name(), scope);
    }
    if (component.find(Shared.class).isPresent()) {
      throw component.wrong(
          component.typeName(),
          "an Optional cannot be shared; make it a component of every branch, or of none");
    }
    if (component.type().isRecord()) {
      Definition.requireOnlyFitting(component);
    }
    String name = scope.name(component.name());
    CategoricalParameter<Boolean> isPresent =
        space.add(component.field(), CategoricalParameter.bool(name), scope.when());
    Scope inside = new Scope(name + ".", Condition.when(isPresent, true), Optional.empty());
    // A record's components have names of their own; everything else needs one.
    return new Present(
        isPresent,
        component.type().isRecord()
            ? group(component.field(), component.type(), inside)
            : content(component, "value", inside));
  }

  /** What a component is, its being optional apart. */
  private Node content(Component component, String name, Scope scope) {
    Class<?> type = component.type();
    if (Definition.isLeaf(type)) {
      return new Leaf(leaf(component, name, scope), type);
    }
    // To seal java.util.List is not what to do about it.
    boolean isChoice = type.isInterface() && !type.getPackageName().startsWith("java.");
    if (!type.isRecord() && !isChoice) {
      throw component.wrong(component.typeName(), unsupported(type));
    }
    Definition.requireOnlyFitting(component);
    return isChoice
        ? branches(component.field(), type, scope.name(name), scope.when())
        : group(component.field(), type, scope.group(name));
  }

  private Parameter<?> leaf(Component component, String name, Scope scope) {
    Optional<Shared> shared = component.find(Shared.class);
    if (shared.isEmpty()) {
      Parameter<?> parameter = Definition.of(component, scope.name(name));
      return space.add(component.field(), parameter, scope.when());
    }
    Scope.Branch branch =
        scope
            .branch()
            .orElseThrow(
                () ->
                    component.wrong(
                        "@Shared",
                        "is for the records of a sealed interface, and this one is in none, or in"
                            + " an Optional; remove it"));
    String within = shared.get().value().isEmpty() ? name : shared.get().value();
    if (!isIdentifier(within)) {
      throw component.wrong("@Shared(\"" + within + "\")", "must be a Java identifier");
    }
    Parameter<?> parameter = Definition.of(component, branch.sharing().name(within));
    branch.sharing().join(component.field(), branch.name(), parameter);
    return parameter;
  }

  /** A sealed interface, its choice having the given name. */
  private Branches branches(String field, Class<?> type, String name, Condition when) {
    enter(field, type);
    Map<String, Class<?>> types = branchTypes(field, type);
    CategoricalParameter<String> choice =
        space.add(field, CategoricalParameter.of(name, List.copyOf(types.keySet())), when);
    Sharing sharing = new Sharing(choice, when);
    List<Branches.Branch> branches = new ArrayList<>();
    types.forEach(
        (branch, branchType) -> {
          String branchName = name + "." + branch;
          Condition chosen = Condition.when(choice, branch);
          Node node =
              branchType.isRecord()
                  ? group(
                      field,
                      branchType,
                      new Scope(
                          branchName + ".", chosen, Optional.of(new Scope.Branch(branch, sharing))))
                  : branches(field, branchType, branchName, chosen);
          branches.add(new Branches.Branch(branch, branchType, node));
        });
    sharing.declare(space);
    around.removeLast();
    return new Branches(choice, branches);
  }

  /** The branches by name, in the order of the {@code permits} clause. */
  private static Map<String, Class<?>> branchTypes(String field, Class<?> type) {
    if (!type.isSealed()) {
      throw new InvalidInputException(
          field,
          type.getSimpleName(),
          "is an interface that anything may implement; seal it: sealed interface "
              + type.getSimpleName()
              + " permits …, with a record for each alternative");
    }
    Map<String, Class<?>> branches = new LinkedHashMap<>();
    for (Class<?> branch : type.getPermittedSubclasses()) {
      if (!branch.isRecord() && !(branch.isInterface() && branch.isSealed())) {
        throw new InvalidInputException(
            field,
            type.getSimpleName(),
            "permits "
                + branch.getSimpleName()
                + ", which is neither a record nor a sealed interface of records; make it a"
                + " record");
      }
      Class<?> other = branches.put(branchName(branch), branch);
      if (other != null) {
        throw new InvalidInputException(
            field,
            type.getSimpleName(),
            "permits "
                + other.getName()
                + " and "
                + branch.getName()
                + ", and both would be the branch "
                + branchName(branch)
                + "; rename one of them");
      }
    }
    requireEachOnce(field, type);
    return branches;
  }

  /** A record below two branches could not be told from itself. */
  private static void requireEachOnce(String field, Class<?> type) {
    Set<Class<?>> seen = new HashSet<>();
    Deque<Class<?>> left = new ArrayDeque<>(List.of(type));
    while (!left.isEmpty()) {
      for (Class<?> branch : left.removeFirst().getPermittedSubclasses()) {
        if (!seen.add(branch)) {
          throw new InvalidInputException(
              field,
              type.getSimpleName(),
              "has " + branch.getSimpleName() + " in two of its branches; let it be in one");
        }
        if (branch.isInterface() && branch.isSealed()) {
          left.add(branch);
        }
      }
    }
  }

  /**
   * {@code Sgd} is {@code sgd}, {@code AdamW} is {@code adamW}, {@code SGD} is {@code sgd} and
   * {@code RMSProp} is {@code rmsProp}: a component's name as one would write it.
   */
  static String branchName(Class<?> type) {
    String name = type.getSimpleName();
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    boolean wordFollows =
        capitals < name.length() && Character.isLowerCase(name.charAt(capitals)) && capitals > 1;
    int lowered = wordFollows ? capitals - 1 : capitals;
    return name.substring(0, lowered).toLowerCase(Locale.ROOT) + name.substring(lowered);
  }

  private void enter(String field, Class<?> type) {
    if (type.getTypeParameters().length > 0) {
      throw new InvalidInputException(
          field,
          type.getSimpleName(),
          "is generic, and what its components are is not known when it runs; write a type without"
              + " parameters");
    }
    if (around.contains(type)) {
      List<String> path = around.stream().map(Class::getSimpleName).toList();
      throw new InvalidInputException(
          field,
          type.getSimpleName(),
          "contains itself ("
              + String.join(" > ", path.subList(List.copyOf(around).indexOf(type), path.size()))
              + " > "
              + type.getSimpleName()
              + "), and a space is finite; give the inner one a type of its own");
    }
    around.addLast(type);
  }

  private static boolean isIdentifier(String name) {
    return Character.isJavaIdentifierStart(name.charAt(0))
        && name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static String unsupported(Class<?> type) {
    return switch (type.getName()) {
      case "java.lang.Float", "java.math.BigDecimal" -> "is not tuned as such; make it a double";
      case "java.lang.Short", "java.lang.Byte" -> "is not tuned as such; make it an int";
      case "java.math.BigInteger" -> "is not tuned as such; make it a long";
      case "java.lang.Character" -> "is not tuned as such; make it a String with @Choices";
      case "java.util.OptionalInt" -> "is not tuned as such; make it an Optional<Integer>";
      case "java.util.OptionalLong" -> "is not tuned as such; make it an Optional<Long>";
      case "java.util.OptionalDouble" -> "is not tuned as such; make it an Optional<Double>";
      default ->
          "cannot be tuned; a component is an int, long, double, boolean, String, enum, record,"
              + " sealed interface of records, or an Optional of one of these";
    };
  }
}

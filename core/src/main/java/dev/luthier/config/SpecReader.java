package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Direction;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the definition of a study: all of a study file but {@code objective:}. */
final class SpecReader {
  private SpecReader() {}

  /**
   * Takes the entries of a study's definition.
   *
   * @param name of a study that has none of its own; if empty, it must
   */
  static StudySpec read(Fields fields, Optional<String> name) {
    String named =
        name.isPresent()
            ? fields.findString("name").orElse(name.get())
            : fields.requireString("name");
    ConfigNode.Mapping parameters = fields.require("space").asMapping("space");
    List<ConfigNode> forbidden =
        fields.find("forbidden").map(node -> node.asList("forbidden")).orElse(List.of());
    List<ConfigNode> linear =
        fields.find("linear").map(node -> node.asList("linear")).orElse(List.of());
    SearchSpace space = SpaceReader.read(parameters, forbidden, linear);
    List<ObjectiveSpec> objectives = objectives(fields);
    return new StudySpec(
        named,
        space,
        objectives,
        constraints(fields),
        strategy(fields),
        fields.findLong("seed").orElse(Defaults.SEED),
        budget(fields),
        warmStart(fields),
        pruner(fields));
  }

  private static List<ObjectiveSpec> objectives(Fields fields) {
    Optional<ConfigNode> named = fields.find("objectives");
    Optional<ConfigNode> unnamed = fields.find("directions");
    if (named.isPresent() == unnamed.isPresent()) {
      throw new InvalidInputException(
          "objectives",
          named.map(ConfigNode::value).orElse("(missing)"),
          "give either objectives: {name: minimize} or directions: [minimize]");
    }
    List<ObjectiveSpec> objectives = new ArrayList<>();
    if (named.isPresent()) {
      Map<String, ConfigNode> entries = named.get().asMapping("objectives").entries();
      entries.forEach(
          (name, node) ->
              objectives.add(
                  new ObjectiveSpec(name, direction(node.value(), "objectives." + name))));
    } else {
      List<ConfigNode> list = unnamed.orElseThrow().asList("directions");
      if (list.isEmpty()) {
        throw new InvalidInputException("directions", "[]", "must name at least one direction");
      }
      for (int i = 0; i < list.size(); i++) {
        String name = list.size() == 1 ? ObjectiveSpec.UNNAMED : ObjectiveSpec.UNNAMED + "_" + i;
        objectives.add(
            new ObjectiveSpec(name, direction(list.get(i).value(), "directions[" + i + "]")));
      }
    }
    return objectives;
  }

  private static Direction direction(Object value, String field) {
    return switch (String.valueOf(value)) {
      case "minimize" -> Direction.MINIMIZE;
      case "maximize" -> Direction.MAXIMIZE;
      default -> throw new InvalidInputException(field, value, "must be minimize or maximize");
    };
  }

  private static List<String> constraints(Fields fields) {
    List<String> names = new ArrayList<>();
    fields
        .find("constraints")
        .ifPresent(
            node -> {
              List<ConfigNode> items = node.asList("constraints");
              for (int i = 0; i < items.size(); i++) {
                names.add(Fields.string(items.get(i), "constraints[" + i + "]"));
              }
            });
    return names;
  }

  /** Named only: they are looked up where the study is kept, when it is created. */
  private static List<EarlierStudy> warmStart(Fields fields) {
    List<ConfigNode> items =
        fields.find("warm_start").map(node -> node.asList("warm_start")).orElse(List.of());
    List<EarlierStudy> studies = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String field = "warm_start[" + i + "]";
      String name = Fields.string(items.get(i), field);
      if (name.isBlank()) {
        throw new InvalidInputException(field, name, "must be the name of a study");
      }
      studies.add(EarlierStudy.named(name));
    }
    return studies;
  }

  private static StrategySpec strategy(Fields fields) {
    Optional<Fields> strategy = fields.findFields("strategy");
    if (strategy.isEmpty()) {
      return Defaults.strategy();
    }
    String name = strategy.get().requireString("name");
    Map<String, Object> options =
        strategy
            .get()
            .find("options")
            .map(node -> node.asMapping("strategy.options").value())
            .orElse(Map.of());
    strategy.get().requireNoneLeft();
    return new StrategySpec(name, options);
  }

  /** Its options stand beside its name. */
  private static Optional<PrunerSpec> pruner(Fields fields) {
    return fields
        .findFields("pruner")
        .map(pruner -> new PrunerSpec(pruner.requireString("name"), pruner.takeAll()));
  }

  private static Budget budget(Fields fields) {
    Optional<Fields> found = fields.findFields("budget");
    if (found.isEmpty()) {
      return Budget.UNLIMITED;
    }
    Fields budget = found.get();
    OptionalLong trials = budget.findLong("trials");
    long parallelism = budget.findLong("parallelism").orElse(Budget.UNLIMITED.parallelism());
    if (parallelism != (int) parallelism) {
      throw new InvalidInputException("budget.parallelism", parallelism, "is too large");
    }
    Budget result =
        new Budget(
            trials,
            (int) parallelism,
            duration(budget, "timeout"),
            duration(budget, "trial_timeout"),
            budget.findDouble("target"),
            budget.findLong("no_improvement"));
    budget.requireNoneLeft();
    return result;
  }

  private static Optional<Duration> duration(Fields budget, String name) {
    return budget
        .find(name)
        .map(
            node -> {
              Duration duration = Durations.parse(budget.path(name), node.value());
              if (!duration.isPositive()) {
                throw new InvalidInputException(
                    budget.path(name), node.value(), "must be positive");
              }
              return duration;
            });
  }
}

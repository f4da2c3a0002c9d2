package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A command that fits its study: each word with the parameters that stand in it. */
record CommandTemplate(List<ArgumentTemplate> words) {
  /** Stands for the path of a file, so no parameter may have the name. */
  static final String PARAMS_FILE = "params_file";

  CommandTemplate {
    words = List.copyOf(words);
  }

  /**
   * @throws InvalidInputException naming the first word, parameter, objective or constraint that
   *     does not fit
   */
  static CommandTemplate of(CommandLine command, StudySpec spec) {
    requireUsableNames(spec);
    Set<String> names = new TreeSet<>(Set.of(PARAMS_FILE));
    spec.space().parameters().forEach(parameter -> names.add(parameter.name()));
    List<ArgumentTemplate> words = new ArrayList<>();
    for (String word : command.words()) {
      String field = field(words.size());
      words.add(ArgumentTemplate.parse(field, Passable.require(field, word), names));
    }
    requireProgram(command.words().getFirst(), words.getFirst(), spec.space());
    return new CommandTemplate(words);
  }

  static String field(int index) {
    return CommandLine.FIELD + "[" + index + "]";
  }

  /** Whether some word is the path of the trial's JSON file. */
  boolean needsParamsFile() {
    return words.stream().anyMatch(word -> word.mentioned().contains(PARAMS_FILE));
  }

  /** The words with these values; those that mention an inactive parameter are left out. */
  List<String> fill(Map<String, String> values) {
    return words.stream().flatMap(word -> word.fill(values).stream()).toList();
  }

  /** A program that is dropped would make its first argument the program. */
  private static void requireProgram(String word, ArgumentTemplate program, SearchSpace space) {
    for (String name : program.mentioned()) {
      boolean always =
          space.find(name).map(space::conditionOf).filter(Condition.ALWAYS::equals).isPresent();
      if (!always) {
        throw new InvalidInputException(
            field(0), word, "the program must not depend on " + name + ", which is not always set");
      }
    }
  }

  private static void requireUsableNames(StudySpec spec) {
    Map<String, String> variables = new HashMap<>();
    for (Parameter<?> parameter : spec.space().parameters()) {
      String name = parameter.name();
      String field = "space." + name;
      if (name.equals(PARAMS_FILE)) {
        throw new InvalidInputException(
            field, name, "{params_file} is the file of all parameters; choose another name");
      }
      String variable = Variables.ofParameter(name);
      String other = variables.putIfAbsent(variable, name);
      if (other != null) {
        throw new InvalidInputException(
            field, name, "this and " + other + " would both be " + variable + "; rename one");
      }
      texts(parameter).forEach(text -> Passable.require(field, text));
    }
    Passable.require("name", spec.name());
    for (ObjectiveSpec objective : spec.objectives()) {
      requireUnreserved("objectives." + objective.name(), objective.name());
    }
    for (int i = 0; i < spec.constraints().size(); i++) {
      requireUnreserved("constraints[" + i + "]", spec.constraints().get(i));
    }
  }

  private static void requireUnreserved(String field, String name) {
    if (ResultLine.RESERVED.contains(name)) {
      throw new InvalidInputException(
          field, name, "means something else in a command's results, as do " + ResultLine.RESERVED);
    }
  }

  /** The values that may have any character. */
  private static Stream<String> texts(Parameter<?> parameter) {
    return switch (parameter) {
      case RealParameter _, IntegerParameter _ -> Stream.empty();
      case CategoricalParameter<?> _, OrdinalParameter<?> _ ->
          LongStream.range(0, parameter.cardinality().orElse(0))
              .mapToObj(i -> Variables.text(parameter.valueAt(i)));
    };
  }
}

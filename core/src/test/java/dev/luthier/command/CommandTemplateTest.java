package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Clause;
import dev.luthier.space.Condition;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTemplateTest {
  private static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("learning_rate", 0, 1));
    space.add(CategoricalParameter.of("optimizer", "sgd", "adam"));
    space.add(
        RealParameter.linear("momentum", 0, 1),
        new Condition(List.of(new Clause("optimizer", List.of("sgd")))));
    return space.build();
  }

  private static SearchSpace space(Parameter<?>... parameters) {
    SpaceBuilder space = SearchSpace.builder();
    for (Parameter<?> parameter : parameters) {
      space.add(parameter);
    }
    return space.build();
  }

  @Test
  void valuesTakeThePlaceOfNamesAfterTheSplitting() {
    assertEquals(
        List.of("t", "--lr=a b", "a b$(x)'\"", "{a b}", "{}"),
        fill(
            Map.of("learning_rate", "a b", "optimizer", "$(x)'\""),
            "t --lr={learning_rate} {learning_rate}{optimizer} {{{learning_rate}}} {{}}"));
  }

  @Test
  void anArgumentThatMentionsAnInactiveParameterIsDropped() {
    String command = "t --m={momentum} {learning_rate}/{momentum} -o {optimizer}";
    assertEquals(
        List.of("t", "-o", "adam"),
        fill(Map.of("learning_rate", "1", "optimizer", "adam"), command));
    assertEquals(
        List.of("t", "--m=0.5", "1/0.5", "-o", "sgd"),
        fill(Map.of("learning_rate", "1", "optimizer", "sgd", "momentum", "0.5"), command));
  }

  @Test
  void knowsWhetherAFileIsWanted() {
    assertTrue(template(SPACE, "t {params_file}").needsParamsFile());
    assertFalse(template(SPACE, "t {{params_file}}").needsParamsFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "t {lerning_rate} | objective.command[1] = {lerning_rate}: there is no such parameter; did"
            + " you mean learning_rate? ({{ is a brace)",
        "t a {x}  | objective.command[2] = {x}: there is no such parameter; known are"
            + " [learning_rate, momentum, optimizer, params_file] ({{ is a brace)",
        "t '{\"a\": 1}' | objective.command[1] = {\"a\": 1}: there is no such parameter; known are"
            + " [learning_rate, momentum, optimizer, params_file] ({{ is a brace)",
        "t {} | objective.command[1] = {}: there is no such parameter; known are"
            + " [learning_rate, momentum, optimizer, params_file] ({{ is a brace)",
        "t a}  | objective.command[1] = a}: a } stands alone; write }} for a brace",
        "t {learning_rate | objective.command[1] = {learning_rate: a { stands alone; write {{ for a"
            + " brace",
        "t {learning_rate}} | objective.command[1] = {learning_rate}}: a } stands alone; write }}"
            + " for a brace",
        "run-{momentum} | objective.command[0] = run-{momentum}: the program must not depend on"
            + " momentum, which is not always set",
        "{params_file} | objective.command[0] = {params_file}: the program must not depend on"
            + " params_file, which is not always set",
        "'' x | objective.command = [, x]: must begin with a program",
        "' ' | objective.command = [ ]: must begin with a program"
      })
  void aMistakeNamesTheWord(String command, String message) {
    assertEquals(message, mistake(SPACE, command));
  }

  @Test
  void theCharacterNulCannotBePassed() {
    SearchSpace space = space(CategoricalParameter.of("a", "x\0y"));
    assertEquals("space.a = x\\u0000y: the character NUL ends an argument", mistake(space, "t"));
    assertEquals(
        "objective.command[1] = \\u0000: the character NUL ends an argument",
        mistake(SPACE, "t \0"));
  }

  @Test
  void noTwoParametersShareAVariable() {
    SearchSpace space =
        space(RealParameter.linear("units.2", 0, 1), RealParameter.linear("Units_2", 0, 1));
    assertEquals(
        "space.units.2 = units.2: this and Units_2 would both be LUTHIER_PARAM_UNITS_2; rename one",
        mistake(space, "t"));
  }

  @Test
  void namesThatMeanSomethingElseAreRefused() {
    SearchSpace space = space(RealParameter.linear("params_file", 0, 1));
    assertEquals(
        "space.params_file = params_file: {params_file} is the file of all parameters; choose"
            + " another name",
        mistake(space, "t"));
    assertEquals(
        "objectives.cost = cost: means something else in a command's results, as do [step, stderr,"
            + " cost, constraints]",
        mistake(spec(SPACE, "cost", List.of()), "t"));
    assertEquals(
        "constraints[1] = step: means something else in a command's results, as do [step, stderr,"
            + " cost, constraints]",
        mistake(spec(SPACE, "a", List.of("b", "step")), "t"));
  }

  @Test
  void writesValuesAsEveryLanguageReadsThem() {
    assertEquals("1.0e-5", Variables.text(1e-5));
    assertEquals("0.25", Variables.text(0.25));
    assertEquals("1.0e300", Variables.text(1e300));
    assertEquals("-3", Variables.text(-3L));
    assertEquals("true", Variables.text(true));
    assertEquals("E=mc²", Variables.text("E=mc²"));
    assertEquals("LUTHIER_PARAM_GR_SSE_2_X", Variables.ofParameter("größe.2-x"));
  }

  private static List<String> fill(Map<String, String> values, String command) {
    return template(SPACE, command).fill(values);
  }

  private static CommandTemplate template(SearchSpace space, String command) {
    return CommandTemplate.of(
        CommandLine.split(command, Path.of("")), spec(space, "accuracy", List.of()));
  }

  private static String mistake(SearchSpace space, String command) {
    return mistake(spec(space, "accuracy", List.of()), command);
  }

  private static String mistake(StudySpec spec, String command) {
    return assertThrows(
            InvalidInputException.class,
            () -> CommandLine.split(command, Path.of("")).requireFits(spec))
        .getMessage();
  }

  private static StudySpec spec(SearchSpace space, String objective, List<String> constraints) {
    return new StudySpec(
        "study",
        space,
        List.of(ObjectiveSpec.maximize(objective)),
        constraints,
        StrategySpec.named("random"),
        1,
        Budget.trials(1));
  }
}

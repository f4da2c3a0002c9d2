package dev.luthier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.command.CommandLine;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonReader;
import dev.luthier.select.BackendWish;
import dev.luthier.study.Direction;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.PrunerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudyFileTest {
  static final String DIGITS =
      """
      name: digits
      objectives: {accuracy: maximize}
      strategy: {name: sobol}
      seed: 1
      budget: {trials: 40, parallelism: 2, timeout: 10m}
      space:
        learning_rate: {type: float, low: 1.0e-5, high: 0.1, scale: log}
        width:         {type: int, low: 16, high: 512, scale: log}
        dropout:       {type: float, low: 0.0, high: 0.5, step: 0.05}
        activation:    {type: categorical, choices: [relu, tanh, gelu]}
        batch:         {type: ordinal, values: [16, 32, 64, 128]}
        optimizer:     {type: categorical, choices: [sgd, adam]}
        momentum:      {type: float, low: 0.0, high: 0.99, when: {optimizer: sgd}}
      objective: {class: com.example.Train, classpath: [target/classes]}
      """;

  /** The same study as JSON, its keys in another order. */
  static final String DIGITS_JSON =
      """
      {"objective": {"classpath": ["target/classes"], "class": "com.example.Train"},
       "space": {
         "momentum": {"when": {"optimizer": "sgd"}, "high": 0.99, "low": 0, "type": "float"},
         "optimizer": {"choices": ["sgd", "adam"], "type": "categorical"},
         "batch": {"values": [16, 32, 64, 128], "type": "ordinal"},
         "activation": {"choices": ["relu", "tanh", "gelu"], "type": "categorical"},
         "dropout": {"step": 5e-2, "type": "float", "low": 0, "high": 0.5},
         "width": {"scale": "log", "type": "int", "low": 16, "high": 512},
         "learning_rate": {"type": "float", "low": 0.00001, "high": 1e-1, "scale": "log"}},
       "budget": {"timeout": 600, "parallelism": 2, "trials": 40},
       "seed": 1, "strategy": {"name": "sobol"},
       "objectives": {"accuracy": "maximize"}, "name": "digits"}
      """;

  /** Every kind of parameter, condition and limit. */
  static final String EVERYTHING =
      """
      directions: [maximize, minimize]
      constraints: [memory]
      strategy: {name: grid, options: {points: 3}}
      budget: {target: 0.9, no_improvement: 50, trial_timeout: 1h30m}
      space:
        flag: {type: bool}
        seed: {type: fixed, value: 42}
        depth: {type: int, low: 1, high: 3}
        units.2: {type: int, low: 16, high: 64, step: 16, when: {depth: [2, 3], flag: true}}
        mixed: {type: categorical, choices: [1, 2.5, text, true]}
      forbidden:
        - {depth: 3, flag: false}
        - {mixed: [1, text], depth: 1}
      linear:
        - 2 * depth + units.2 <= 70
        - {sum: {depth: 1}, least: 1}
      objective: {class: A}
      """;

  @TempDir private Path folder;

  @Test
  void aStudyThatIsAskedAndToldNeedsNoObjective() throws IOException {
    StudyFile file = read("directions: [minimize]\nspace: {x: {type: bool}}\n");
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> file.requireObjective());
    assertEquals(
        "study.yaml: objective = (missing): is required to run trials:"
            + " {class: …, classpath: […]} or {command: […]}",
        e.getMessage());
  }

  @Test
  void readsTheStudyOfTheDocumentation() throws IOException {
    StudyFile file = read(DIGITS);
    assertEquals("digits", file.spec().name());
    assertEquals(List.of(ObjectiveSpec.maximize("accuracy")), file.spec().objectives());
    assertEquals("sobol", file.spec().strategy().name());
    assertEquals(1, file.spec().seed());
    assertEquals(OptionalLong.of(40), file.spec().budget().trials());
    assertEquals(2, file.spec().budget().parallelism());
    assertEquals(Optional.of(Duration.ofMinutes(10)), file.spec().budget().timeout());
    assertEquals(7, file.spec().space().parameters().size());
    Path classes = folder.resolve("target/classes").toAbsolutePath();
    assertEquals(
        new ClassObjective("com.example.Train", List.of(classes)), file.requireObjective());
  }

  @Test
  void readsACommandAsAListOrAsAString() throws IOException {
    CommandLine expected =
        new CommandLine(List.of("python3", "train.py", "--lr={learning_rate}", "a b"), folder);
    String list = "[python3, train.py, \"--lr={learning_rate}\", a b]";
    assertEquals(new CommandSource(expected), read(withCommand(list)).requireObjective());
    String string = "\"python3 train.py --lr={learning_rate} 'a b'\"";
    assertEquals(new CommandSource(expected), read(withCommand(string)).requireObjective());
  }

  /** Whether the program exists is no matter of reading: results can be looked at anywhere. */
  @Test
  void readsACommandThatThisMachineLacks() throws IOException {
    assertEquals(
        new CommandSource(new CommandLine(List.of("nosuchprogram"), folder)),
        read(withCommand("nosuchprogram")).requireObjective());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | 14: objective.command = []: must begin with a program",
        "'' | 14: objective.command = []: must begin with a program",
        "5 | 14: objective.command = 5: must be a string or a list of strings",
        "{a: b} | 14: objective.command = {a=b}: must be a string or a list of strings",
        "[t, 5] | 14: objective.command[1] = 5: must be a string",
        "t 'a | 14: objective.command = t 'a: a ' is not closed",
        "t, class: A | 14: objective.command = t: give either a class or a command",
        "t, classpath: [a] | 14: objective.classpath = [a]: belongs to a class; a command has none",
        "t, arguments: [a] | 14: objective.arguments = [a]: is not known here; known are [class,"
            + " classpath, command]"
      })
  void everyMistakeInACommandIsOneMessage(String command, String message) {
    assertEquals("study.yaml:" + message, failure(withCommand(command)));
  }

  @Test
  void aMistakeInAListOfWordsHasTheLineOfTheWord() {
    assertEquals(
        "study.yaml:15: objective.command[1] = {widh}: there is no such parameter; did you mean"
            + " width? ({{ is a brace)",
        failure(withCommand("[t,\n  '{widh}']")));
  }

  @Test
  void namesThatACommandCannotHaveAreMistakesWhereTheyStand() {
    assertEquals(
        "study.yaml:2: objectives.step = step: means something else in a command's results, as do"
            + " [step, stderr, cost, constraints]",
        failure(withCommand("t").replace("{accuracy:", "{step:")));
    assertEquals(
        "study.yaml:8: space.width = width: this and Width would both be LUTHIER_PARAM_WIDTH;"
            + " rename one",
        failure(withCommand("t").replace("  dropout: ", "  Width: ")));
  }

  private static String withCommand(String command) {
    String objective = "{class: com.example.Train, classpath: [target/classes]}";
    assertTrue(DIGITS.contains(objective), objective);
    return DIGITS.replace(objective, "{command: " + command + "}");
  }

  @Test
  void earlierStudiesAreNamedAndLookedUpLater() throws IOException {
    assertEquals(List.of(), read(DIGITS).spec().warmStart());
    assertEquals(
        List.of(EarlierStudy.named("digits-2025"), EarlierStudy.named("old")),
        read(warmStart("[digits-2025, old]")).spec().warmStart());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "old | 15: warm_start = old: must be a list",
        "[old, ' '] | 15: warm_start[1] =  : must be the name of a study",
        "[old, 5] | 15: warm_start[1] = 5: must be a string",
        "[a, old, a] | 15: warm_start = a: is named twice",
        "[old, digits] | 15: warm_start = digits: is this study itself"
      })
  void aMistakeAboutEarlierStudiesIsOneMessage(String names, String message) {
    assertEquals("study.yaml:" + message, failure(warmStart(names)));
  }

  @Test
  void aPrunersOptionsStandBesideItsName() throws IOException {
    assertEquals(Optional.empty(), read(DIGITS).spec().pruner());
    assertEquals(
        Optional.of(
            new PrunerSpec(
                "patience",
                Map.of("min_delta", 0.5, "of", Map.of("name", "median", "warmup_steps", 3L)))),
        read(pruner("{name: patience, min_delta: 0.5, of: {name: median, warmup_steps: 3}}"))
            .spec()
            .pruner());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "median | 15: pruner = median: must be a mapping of names to values",
        "{startup_trials: 3} | 15: pruner.name = (missing): is required",
        "{name: mean} | 15: pruner.name = mean: must be one of [median, patience, percentile, threshold]",
        "{name: median, startup: 3} | 15: pruner.startup = 3: this pruner has no such option",
        "{name: patience, of: {name: median, warmup_steps: -1}} | 15: pruner.of.warmup_steps = -1:"
            + " must lie in [0, 2147483647]",
        "{name: patience, of: {warmup_steps: 1}} | 15: pruner.of.name = (missing): must be the name"
            + " of a pruner"
      })
  void aMistakeAboutThePrunerIsOneMessage(String written, String message) {
    assertEquals("study.yaml:" + message, failure(pruner(written)));
  }

  private static String pruner(String written) {
    return DIGITS + "pruner: " + written + "\n";
  }

  private static String warmStart(String names) {
    return DIGITS.replace("{name: sobol}", "{name: gp}") + "warm_start: " + names + "\n";
  }

  @Test
  void jsonAndTheOrderOfKeysChangeNothing() throws IOException {
    assertEquals(read(DIGITS).spec(), read(DIGITS_JSON).spec());
  }

  @Test
  void severalObjectivesHaveTheSameDefaultStrategy() throws IOException {
    StudyFile file =
        read("directions: [minimize, maximize]\nspace: {x: {type: bool}}\nobjective: {class: A}\n");
    assertEquals("gp", file.spec().strategy().name());
  }

  @Test
  void aBackendCanBeNamed() throws IOException {
    String rest = "directions: [minimize]\nspace: {x: {type: bool}}\nobjective: {class: A}\n";
    assertEquals(BackendWish.AUTO, read(rest).backend());
    assertEquals(BackendWish.AUTO, read(rest + "backend: auto\n").backend());
    assertEquals(BackendWish.of("reference"), read(rest + "backend: reference\n").backend());
    assertEquals(
        "study.yaml:4: backend = referense: must be auto or one of [reference]; did you mean"
            + " reference?",
        failure(rest + "backend: referense\n"));
  }

  @Test
  void whatIsLeftOutHasDefaults() throws IOException {
    StudyFile file =
        read("directions: [minimize]\nspace: {x: {type: bool}}\nobjective: {class: A}\n");
    assertEquals("study", file.spec().name(), "the file's name");
    assertEquals(List.of(ObjectiveSpec.minimize("value")), file.spec().objectives());
    assertEquals("gp", file.spec().strategy().name());
    assertEquals(0, file.spec().seed());
    assertEquals(1, file.spec().budget().parallelism());
  }

  @Test
  void readsOptionsThatAreMaps() throws IOException {
    StudyFile file =
        read(
            """
            directions: [minimize]
            space: {flag: {type: bool}, x: {type: float, low: 0, high: 1}}
            strategy: {name: gp, options: {beliefs: {flag: {true: 3}, x: {at: 0.1, spread: 0.2}}}}
            """);
    assertEquals(
        Map.of(
            "beliefs", Map.of("flag", Map.of("true", 3L), "x", Map.of("at", 0.1, "spread", 0.2))),
        file.spec().strategy().options());
  }

  @Test
  void readsEveryKindOfParameterConditionAndLimit() throws IOException {
    StudyFile file = read(EVERYTHING);
    assertEquals(
        List.of(Direction.MAXIMIZE, Direction.MINIMIZE),
        file.spec().objectives().stream().map(ObjectiveSpec::direction).toList());
    assertEquals(List.of("memory"), file.spec().constraints());
    assertEquals(Map.of("points", 3L), file.spec().strategy().options());
    assertEquals(OptionalDouble.of(0.9), file.spec().budget().target());
    assertEquals(Optional.of(Duration.ofMinutes(90)), file.spec().budget().trialTimeout());
    assertEquals(4, file.spec().space().constraints().size());
    assertEquals(
        "{\"space\":{\"depth\":{\"type\":\"int\",\"low\":1,\"high\":3,\"scale\":\"linear\"},"
            + "\"flag\":{\"type\":\"categorical\",\"choices\":[false,true]},"
            + "\"mixed\":{\"type\":\"categorical\",\"choices\":[1,2.5,\"text\",true]},"
            + "\"seed\":{\"type\":\"categorical\",\"choices\":[42]},"
            + "\"units.2\":{\"type\":\"int\",\"low\":16,\"high\":64,\"scale\":\"linear\",\"step\":16,"
            + "\"when\":{\"depth\":[2,3],\"flag\":[true]}}},"
            + "\"forbidden\":[{\"depth\":[1],\"mixed\":[1,\"text\"]},{\"depth\":[3],\"flag\":[false]}],"
            + "\"linear\":[{\"sum\":{\"depth\":-1.0},\"most\":-1.0},"
            + "{\"sum\":{\"depth\":2.0,\"units.2\":1.0},\"most\":70.0}]}",
        file.spec().space().toJson());
  }

  /** The same inequalities as texts and as the canonical form has them. */
  @Test
  void readsLinearConstraints() throws IOException {
    String study =
        """
        directions: [minimize]
        space:
          low: {type: float, low: -1, high: 1}
          high: {type: float, low: -1, high: 1}
          learning-rate: {type: float, low: 1.0e-5, high: 1, scale: log}
          2nd: {type: int, low: 1, high: 64}
        linear:
        """;
    String texts =
        """
          - low<=high
          - "-low + 2 * high - 3 >= 2.5e-1*low - .5e1 + high"
          - 2nd + 10*learning-rate + 2nd <= 100.
        """;
    String canonical =
        """
          - {sum: {low: 1, high: -1}, most: 0}
          - {sum: {low: 1.25, high: -1}, most: 2}
          - {sum: {2nd: -2, learning-rate: -10}, least: -100}
        """;
    StudyFile file = read(study + texts);
    assertEquals(3, file.spec().space().constraints().size());
    assertEquals(read(study + canonical).spec().space(), file.spec().space());
    assertEquals(
        file.spec().space(),
        JsonSpace.read(JsonReader.readObject(file.spec().space().toJson())),
        "what is written can be read");
  }

  static Stream<Arguments> linearMistakes() {
    String example = "is not an inequality such as \"2 * width + depth <= 100\": expected ";
    return Stream.of(
        Arguments.of("width", "width: " + example + "<= or >= at the end"),
        Arguments.of("width < 3", "width < 3: " + example + "<= or >= instead of <"),
        Arguments.of("width <= 3 <= 4", "width <= 3 <= 4: " + example + "+ or - instead of <="),
        Arguments.of("2 * <= 3", "2 * <= 3: " + example + "a parameter instead of <="),
        Arguments.of("width * 2 <= 3", "width * 2 <= 3: " + example + "<= or >= instead of *"),
        Arguments.of("width <=", "width <=: " + example + "a parameter at the end"),
        Arguments.of("hight <= 3", "hight <= 3.0: there is no parameter hight"),
        Arguments.of(
            "batch <= 3", "batch <= 3.0: batch is not numeric; only float and int can be added"),
        Arguments.of(
            "width <= 15", "width <= 15.0: cannot be obeyed; the sum is never less than 16.0"));
  }

  @ParameterizedTest
  @MethodSource("linearMistakes")
  void mistakesInLinearConstraintsAreNamed(String text, String message) {
    var mistake =
        assertThrows(
            InvalidInputException.class,
            () -> read(DIGITS.replace("objective: ", "linear: [\"" + text + "\"]\nobjective: ")));
    assertEquals("study.yaml:14: linear[0] = " + message, mistake.getMessage());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // What to replace in the digits study, by what, and the message.
        mistake(
            "width:         {type: int, low: 16,",
            "width: {type: int, low: 600,",
            "study.yaml:8: space.width.low = 600: must not exceed high (512)"),
        mistake(
            "low: 1.0e-5, high: 0.1",
            "low: 0, high: 0.1",
            "study.yaml:7: space.learning_rate.low = 0.0: must be positive on a log scale"),
        mistake(
            "low: 1.0e-5, high: 0.1",
            "low: .nan, high: 0.1",
            "study.yaml:7: space.learning_rate.low = NaN: must be a finite number"),
        mistake(
            "step: 0.05",
            "step: 0.7",
            "study.yaml:9: space.dropout.step = 0.7: must not exceed the range high - low (0.5)"),
        mistake(
            "high: 0.5, step",
            "higher: 0.5, step",
            "study.yaml:9: space.dropout.higher = 0.5: is not known here; did you mean high?"),
        mistake(
            "step: 0.05",
            "steps: 0.05",
            "study.yaml:9: space.dropout.steps = 0.05: is not known here; did you mean step?"),
        mistake(
            "type: ordinal",
            "type: ordered",
            "study.yaml:11: space.batch.type = ordered: must be one of float, int, categorical,"
                + " ordinal, bool, fixed"),
        mistake(
            "[relu, tanh, gelu]",
            "[relu, tanh, relu]",
            "study.yaml:10: space.activation.choices = relu: is listed twice"),
        mistake(
            "[relu, tanh, gelu]",
            "[]",
            "study.yaml:10: space.activation.choices = []: must list at least one value"),
        mistake(
            "[relu, tanh, gelu]",
            "relu",
            "study.yaml:10: space.activation.choices = relu: must be a list"),
        mistake(
            "when: {optimizer: sgd}",
            "when: {optimizer: rmsprop}",
            "study.yaml:13: space.momentum.when.optimizer = rmsprop: must be one of [sgd, adam]"),
        mistake(
            "when: {optimizer: sgd}",
            "when: {optimiser: sgd}",
            "study.yaml:13: space.momentum.when.optimiser = [sgd]: there is no parameter"
                + " optimiser"),
        mistake(
            "when: {optimizer: sgd}",
            "when: {learning_rate: 0.1}",
            "study.yaml:13: space.momentum.when.learning_rate = [0.1]: is continuous; only discrete"
                + " values can be named"),
        mistake(
            "choices: [sgd, adam]",
            "choices: [sgd, adam], when: {nesterov: true}}\n"
                + "  nesterov: {type: bool, when: {optimizer: sgd}",
            "study.yaml:12: space.optimizer.when = optimizer -> nesterov -> optimizer:"
                + " conditions form a cycle"),
        mistake(
            "objective: {class",
            "forbidden: [{optimizer: sgd}, {optimizer: adam}]\nobjective: {class",
            "study.yaml:14: forbidden = 2 combinations: every configuration is forbidden"),
        mistake(
            "objective: {class",
            "forbidden: [{optimizer: sgd},\n  {width: 5}]\nobjective: {class",
            "study.yaml:15: forbidden[1].width = 5: must lie in [16, 512]"),
        mistake(
            "  dropout: ",
            "  width: ",
            "study.yaml:9: space.width = {type=float, low=0.0, high=0.5, step=0.05}: is given"
                + " twice, first in line 8"),
        mistake(
            "seed: 1", "sed: 1", "study.yaml:4: sed = 1: is not known here; did you mean seed?"),
        mistake("seed: 1", "seed: one", "study.yaml:4: seed = one: must be an integer"),
        mistake(
            "name: sobol",
            "name: annealing",
            "study.yaml:3: strategy.name = annealing: must be one of [gp, grid, random, sobol]"),
        mistake(
            "{name: sobol}",
            "{name: grid, options: {points: many}}",
            "study.yaml:3: strategy.options.points = many: must be an integer"),
        mistake(
            "{name: sobol}",
            "{name: gp, options: {beliefs: {width: {at: 5}}}}",
            "study.yaml:3: strategy.options.beliefs.width.at = 5: must lie in [16, 512]"),
        mistake(
            "{name: sobol}",
            "{name: gp, options: {beliefs: {activation: {tanh: 0}}}}",
            "study.yaml:3: strategy.options.beliefs.activation.tanh = 0: must be a positive number,"
                + " a weight"),
        mistake(
            "{name: sobol}",
            "{name: sobol, options: {scrambled: no}}",
            "study.yaml:3: strategy.options.scrambled = no: this strategy has no such option"),
        mistake(
            "maximize",
            "larger",
            "study.yaml:2: objectives.accuracy = larger: must be minimize or maximize"),
        mistake(
            "objectives: {accuracy: maximize}",
            "objectives: {}",
            "study.yaml:2: objectives = []: must name at least one objective"),
        mistake(
            "objectives: {accuracy: maximize}\n",
            "",
            "study.yaml:1: objectives = (missing): give either objectives: {name: minimize} or"
                + " directions: [minimize]"),
        mistake("trials: 40", "trials: 0", "study.yaml:5: budget.trials = 0: must be at least 1"),
        mistake(
            "trials: 40", "trials: 2.5", "study.yaml:5: budget.trials = 2.5: must be an integer"),
        mistake(
            "parallelism: 2",
            "parallelism: -2",
            "study.yaml:5: budget.parallelism = -2: must lie in [1, 10000]"),
        mistake(
            "timeout: 10m",
            "timeout: soon",
            "study.yaml:5: budget.timeout = soon: must be a duration such as 90s, 10m, 1h30m or"
                + " 2d"),
        mistake(
            "timeout: 10m", "timeout: 0s", "study.yaml:5: budget.timeout = 0s: must be positive"),
        mistake(
            "class: com.example.Train, ",
            "",
            "study.yaml:14: objective.class = (missing): is required, unless there is a command"),
        mistake(
            "seed: 1",
            "seed:",
            "study.yaml:4: seed = (nothing): an empty value means nothing here"),
        mistake(
            "seed: 1",
            "seed: 99999999999999999999",
            "study.yaml:4: seed = 1.0E20: is too large for an integer"),
        mistake(
            "seed: 1",
            "seed: !!java.net.URL [x]",
            "study.yaml:4: seed = tag:yaml.org,2002:java.net.URL: this tag means nothing here"),
        mistake("seed: 1", "seed: !!int abc", "study.yaml:4: seed = abc: is no int"),
        mistake(
            "seed: 1",
            "seed: 1\nconstraints: [{a: 1}]",
            "study.yaml:5: constraints[0] = {a=1}: must be a string"),
        mistake(
            "[relu, tanh, gelu]",
            "[relu, null]",
            "study.yaml:10: space.activation.choices[1] = (nothing): an empty value means nothing"
                + " here"),
        mistake(
            "[relu, tanh, gelu]",
            "[relu, [tanh]]",
            "study.yaml:10: space.activation.choices[1] = [tanh]: must be a string, a number or a"
                + " boolean"),
        mistake(
            "  dropout:       {type: float, low: 0.0",
            "  space:       {type: float, low: 9",
            "study.yaml:9: space.space.low = 9.0: must not exceed high (0.5)"),
        mistake(
            "when: {optimizer: sgd}}",
            "when: {optimizer: sgd}}\n" + "  forbidden_x: {type: bool, when: {nobody: 1}}",
            "study.yaml:14: space.forbidden_x.when.nobody = [1]: there is no parameter nobody"),
        mistake(
            "  dropout: ",
            "  'drop out': ",
            "study.yaml:9: space.drop out = drop out: a parameter's name has 1 to 200 characters"
                + " and no white space or braces"),
        mistake(
            "objectives: {accuracy: maximize}",
            "directions: []",
            "study.yaml:2: directions = []: must name at least one direction"),
        mistake(
            "parallelism: 2",
            "parallelism: 99999999999",
            "study.yaml:5: budget.parallelism = 99999999999: is too large"),
        mistake(
            "timeout: 10m",
            "timeout: 200000d",
            "study.yaml:5: budget.timeout = PT4800000H: must be positive, and 36500d at most"),
        mistake(
            "[target/classes]",
            "[{a: b}]",
            "study.yaml:14: objective.classpath[0] = {a=b}: must be a string"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMistakeIsOneMessageWithLineFieldAndValue(String right, String wrong, String message) {
    assertTrue(DIGITS.contains(right), right);
    var thrown =
        assertThrows(
            InvalidInputException.class,
            () -> read(DIGITS.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void whatIsNoStudyFileIsRefused() throws IOException {
    assertMessage("file = study.yaml: is empty", "");
    assertMessage("file = study.yaml: is empty", "# nothing\n");
    assertMessage("file = [a, b]: must be a mapping of names to values", "[a, b]");
    assertMessage("file = text: must be a mapping of names to values", "text");
    assertTrue(failure("a: [1\nb: 2").startsWith("study.yaml:2: yaml = b: 2: "));
    assertEquals(
        "study.yaml:1: a = (nothing): an empty value means nothing here", failure("a: null"));
    assertTrue(failure("a: &x [*x]").contains("too deeply"), failure("a: &x [*x]"));
    assertTrue(failure("[".repeat(20_000)).contains("nested too deeply"));
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 16; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertTrue(failure(bomb.toString()).contains("too large"), failure(bomb.toString()));
    Path missing = folder.resolve("missing.yaml");
    assertEquals(
        "file = " + missing + ": does not exist",
        assertThrows(InvalidInputException.class, () -> StudyFile.read(missing)).getMessage());
    assertTrue(
        assertThrows(InvalidInputException.class, () -> StudyFile.read(folder))
            .getMessage()
            .startsWith("file = " + folder + ": cannot be read"));
    Path binary = folder.resolve("study.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(
        "file = " + binary + ": is not UTF-8 text",
        assertThrows(InvalidInputException.class, () -> StudyFile.read(binary)).getMessage());
  }

  private void assertMessage(String message, String text) {
    assertEquals(message, failure(text));
  }

  private String failure(String text) {
    return assertThrows(InvalidInputException.class, () -> read(text)).getMessage();
  }

  private StudyFile read(String text) throws IOException {
    Path file = folder.resolve("study.yaml");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return StudyFile.read(file);
  }

  private static Arguments mistake(String right, String wrong, String message) {
    return Arguments.of(right, wrong, message);
  }
}

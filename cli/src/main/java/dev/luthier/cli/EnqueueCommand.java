package dev.luthier.cli;

import dev.luthier.cli.study.Assignment;
import dev.luthier.cli.study.ParameterText;
import dev.luthier.cli.study.StudyPlace;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code luthier enqueue}: wants a configuration evaluated before anything the strategy says. */
final class EnqueueCommand {
  private static final String PARAMS = "--params";
  private static final String VALUES = "NAME=VALUE";

  private static final Syntax SYNTAX =
      new Syntax("enqueue", StudyOperand.OPTIONS, List.of(StudyOperand.NAME))
          .with(PARAMS)
          .withRest(VALUES)
          .withJson();

  private static final String HELP =
      """
      Usage: luthier enqueue FILE NAME=VALUE… [--json]
             luthier enqueue FILE --params JSON [--json]

      Wants a configuration evaluated before anything the strategy proposes, and
      prints the number of its trial: luthier ask hands it out next, or luthier tune
      runs it. Every active parameter needs a value.

      """
          + StudyOperand.HELP
          + """
                --params JSON  the values as a JSON object, such as {"width": 64}
          """
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store cannot be used;
          see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, EnqueueCommand::run);

  private EnqueueCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    if (arguments.find(PARAMS).isPresent() == !arguments.rest().isEmpty()) {
      throw arguments.wrong(
          arguments.rest().isEmpty()
              ? VALUES + " is missing"
              : PARAMS + " and " + arguments.rest().getFirst() + " exclude each other");
    }
    StudyPlace place = StudyOperand.of(arguments);
    // What is wrong is best found before the store is opened.
    place.spec().ifPresent(spec -> configuration(arguments, spec.space()));
    long trial;
    try (Study study = place.open(surroundings.clock().withZone(ZoneOffset.UTC))) {
      trial = study.enqueue(configuration(arguments, study.spec().space()).asMap());
    }
    surroundings
        .out()
        .print(
            arguments.has(Syntax.JSON)
                ? JsonWriter.write(Map.of("trial", trial)) + "\n"
                : trial + "\n");
    return ExitCode.SUCCESS;
  }

  private static Configuration configuration(Arguments arguments, SearchSpace space) {
    Optional<String> json = arguments.find(PARAMS);
    if (json.isPresent()) {
      return space.configuration(read(json.get()));
    }
    List<String> names = space.parameters().stream().map(Parameter::name).toList();
    return space.configuration(
        ParameterText.values(space, Assignment.all(VALUES, arguments.rest(), names)));
  }

  private static Map<String, Object> read(String json) {
    try {
      return JsonReader.readObject(json);
    } catch (JsonException e) {
      throw new InvalidInputException(PARAMS, json, "is no JSON object: " + e.getMessage());
    }
  }
}

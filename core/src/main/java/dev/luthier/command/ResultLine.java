package dev.luthier.command;

import dev.luthier.json.JsonException;
import dev.luthier.json.JsonReader;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a line {@code luthier: {…}} of a command's output says. */
sealed interface ResultLine {
  String STEP = "step";
  String STDERR = "stderr";
  String COST = "cost";
  String CONSTRAINTS = "constraints";

  /** Names that no objective and no constraint of a command can have. */
  List<String> RESERVED = List.of(STEP, STDERR, COST, CONSTRAINTS);

  /** The result, unless another one follows. */
  record Final(Evaluation evaluation) implements ResultLine {}

  record Step(Measurement measurement) implements ResultLine {}

  /** Not what a result looks like, and why. */
  record Wrong(String reason) implements ResultLine {}

  /** Reads what stands behind {@code luthier:}. */
  static ResultLine read(String json) {
    try {
      Map<String, Object> fields = new LinkedHashMap<>(JsonReader.readObject(json));
      Object step = fields.remove(STEP);
      return step == null ? result(fields) : step(step, fields);
    } catch (JsonException | WrongFieldException e) {
      return new Wrong(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Such as nesting beyond the parser's limits: whatever it is, it is found in the line.
      return new Wrong(OneLine.of(String.valueOf(e.getMessage())));
    }
  }

  private static Step step(Object step, Map<String, Object> values) {
    values.forEach(
        (name, value) -> {
          if (RESERVED.contains(name)) {
            throw new WrongFieldException(name, value, "belongs to a line without a step");
          }
        });
    if (values.isEmpty()) {
      throw new WrongFieldException(STEP, step, "has no value beside it");
    }
    return new Step(new Measurement(wholeNumber(step), numbers(values)));
  }

  private static long wholeNumber(Object step) {
    return switch (step) {
      case Long number -> number;
      // 3.0 is a whole number to everyone but a parser.
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
          number.longValue();
      default -> throw new WrongFieldException(STEP, step, "must be a whole number");
    };
  }

  private static Final result(Map<String, Object> values) {
    OptionalDouble error = take(values, STDERR);
    OptionalDouble cost = take(values, COST);
    Map<String, Double> constraints =
        switch (values.remove(CONSTRAINTS)) {
          case null -> Map.of();
          case Map<?, ?> map -> numbers(map);
          case Object other ->
              throw new WrongFieldException(CONSTRAINTS, other, "must be {name: number, …}");
        };
    return new Final(new Evaluation(numbers(values), error, cost, constraints));
  }

  private static OptionalDouble take(Map<String, Object> values, String name) {
    Object value = values.remove(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(number(name, value));
  }

  private static Map<String, Double> numbers(Map<?, ?> values) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    values.forEach((key, value) -> numbers.put((String) key, number((String) key, value)));
    return numbers;
  }

  private static double number(String name, Object value) {
    OptionalDouble number = JsonReader.number(value);
    if (number.isEmpty()) {
      throw new WrongFieldException(name, value, "must be a number");
    }
    return number.getAsDouble();
  }

  /** Ends the reading of one line; never leaves this file. */
  final class WrongFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongFieldException(String name, Object value, String reason) {
      super(name + " = " + OneLine.of(String.valueOf(value)) + ": " + reason);
    }
  }
}

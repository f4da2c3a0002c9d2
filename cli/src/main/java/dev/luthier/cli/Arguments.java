package dev.luthier.cli;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words behind a command, sorted into flags, options and operands: {@code --seed 1} or {@code
 * --seed=1}; a lone {@code --} ends the options. Immutable. Our own because a library for it,
 * picocli, takes longer to load than all the rest: see docs/decisions.
 */
final class Arguments {
  private static final Map<String, String> SHORT = Map.of("-h", Syntax.HELP, "-V", Syntax.VERSION);

  /** No option begins like a number, so that a negative one needs no {@code --} before it. */
  private static final Pattern NEGATIVE = Pattern.compile("-(?:[0-9.].*|(?i:inf|infinity|nan))");

  private final Syntax syntax;
  private final Set<String> flags = new HashSet<>();
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  private Arguments(Syntax syntax) {
    this.syntax = syntax;
  }

  /**
   * @throws UsageException when a word is unknown, given twice, or lacks its value; missing
   *     operands are found when they are asked for
   */
  static Arguments parse(List<String> words, Syntax syntax) {
    Arguments arguments = new Arguments(syntax);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--")) {
        rest.forEachRemaining(arguments::addOperand);
      } else if (isOption(word)) {
        arguments.addOption(SHORT.getOrDefault(word, word), rest);
      } else {
        arguments.addOperand(word);
      }
    }
    return arguments;
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  /** The value of an option that was given. */
  Optional<String> find(String option) {
    return all(option).stream().findFirst();
  }

  /** The values of a repeatable option, in order. */
  List<String> all(String option) {
    return values.getOrDefault(option, List.of());
  }

  /**
   * @throws InvalidInputException when the option's value is not a whole number
   */
  Optional<Long> findLong(String option) {
    return find(option).map(value -> whole(option, value));
  }

  /**
   * @throws InvalidInputException when the option's value is not a whole number of 32 bits
   */
  Optional<Integer> findInt(String option) {
    return findLong(option)
        .map(
            value -> {
              if (value != value.intValue()) {
                throw new InvalidInputException(option, value, "is too large");
              }
              return value.intValue();
            });
  }

  /**
   * @throws InvalidInputException when the option's value is not a path
   */
  Optional<Path> findPath(String option) {
    return find(option).map(value -> path(option, value));
  }

  /**
   * @throws UsageException when it is missing
   */
  String operand(int index) {
    if (index >= operands.size()) {
      throw wrong(syntax.operands().get(index) + " is missing");
    }
    return operands.get(index);
  }

  /**
   * @throws UsageException when it is missing
   * @throws InvalidInputException when it is not a path
   */
  Path operandPath(int index) {
    return path(syntax.operands().get(index), operand(index));
  }

  /**
   * @throws UsageException when it is missing
   * @throws InvalidInputException when it is not a whole number
   */
  long operandLong(int index) {
    return whole(syntax.operands().get(index), operand(index));
  }

  /** The words behind the operands. */
  List<String> rest() {
    int fixed = Math.min(operands.size(), syntax.operands().size());
    return List.copyOf(operands.subList(fixed, operands.size()));
  }

  /** What is wrong with these words, and where help is. */
  UsageException wrong(String message) {
    return new UsageException(message, ("luthier " + syntax.command()).strip());
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1 && !NEGATIVE.matcher(word).matches();
  }

  private void addOption(String word, Iterator<String> rest) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (syntax.allFlags().contains(name) && equals < 0) {
      flags.add(name);
      return;
    }
    if (!syntax.options().contains(name)) {
      List<String> known =
          Stream.concat(syntax.options().stream(), syntax.allFlags().stream()).toList();
      throw wrong("there is no option " + word + Suggestion.question(name, known));
    }
    if (equals < 0 && !rest.hasNext()) {
      throw wrong(name + " needs a value");
    }
    String value = equals < 0 ? rest.next() : word.substring(equals + 1);
    List<String> given = values.computeIfAbsent(name, _ -> new ArrayList<>());
    if (!given.isEmpty() && !syntax.repeatable().contains(name)) {
      throw wrong(name + " is given twice");
    }
    given.add(value);
  }

  private void addOperand(String word) {
    if (operands.size() == syntax.operands().size() && syntax.rest().isEmpty()) {
      throw wrong("there is a word too many: " + word);
    }
    operands.add(word);
  }

  private static long whole(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(name, value, "must be a whole number");
    }
  }

  private static Path path(String name, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(name, value, "is not a path");
    }
  }
}

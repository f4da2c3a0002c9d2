package dev.luthier.bench.quality;

import dev.luthier.config.Defaults;
import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.select.Strategies;
import dev.luthier.study.StrategySpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What stands behind {@code luthier bench quality}.
 *
 * @param methods strategies with their options
 * @param problems names and groups, as written
 * @param seeds ascending, each once
 * @param out where rows go, if anywhere
 * @param resume whether rows that are there count
 * @param python that evaluates {@code svr_mixed}
 */
record QualityOptions(
    List<Job.Method> methods,
    List<String> problems,
    List<Long> seeds,
    int evaluations,
    int threads,
    Optional<Path> out,
    boolean resume,
    String python) {

  static final String STRATEGIES = "--strategies";
  static final String PROBLEMS = "--problems";
  static final String SEEDS = "--seeds";
  static final String EVALUATIONS = "--evaluations";
  static final String THREADS = "--threads";
  static final String WORKERS = "--workers";
  static final String OUT = RunFile.FIELD;
  static final String OPTION = "--option";
  static final String LABEL = "--label";
  static final String PYTHON = "--python";
  static final String RESUME = "--resume";
  static final String OWN_START = "--own-start";

  /** Those that take no value. */
  private static final List<String> FLAGS = List.of(OWN_START, RESUME, "--help");

  /** The recorded runs of most peers have seeds 0 to 9 and at least 50 evaluations. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          STRATEGIES,
          String.join(",", new TreeSet<>(List.of(Defaults.strategy().name(), "random"))),
          PROBLEMS,
          "named",
          SEEDS,
          "0-9",
          EVALUATIONS,
          "50",
          THREADS,
          "1",
          WORKERS,
          "1",
          PYTHON,
          "python3");

  private static final List<String> WITHOUT_DEFAULT = List.of(OUT, LABEL);

  /** More seeds than this are a slip of the pen. */
  private static final int MOST_SEEDS = 10_000;

  private static final int MOST_EVALUATIONS = 100_000;
  private static final int MOST_THREADS = 1_000;
  private static final int MOST_WORKERS = 10_000;

  QualityOptions {
    methods = List.copyOf(methods);
    problems = List.copyOf(problems);
    seeds = List.copyOf(seeds);
  }

  /**
   * The options of a command line.
   *
   * @throws InvalidInputException naming the option and its value
   */
  static QualityOptions parse(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> options = new ArrayList<>();
    Set<String> flags = new TreeSet<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (FLAGS.contains(word)) {
        flags.add(word);
        continue;
      }
      requireKnown(name, word);
      if (equals < 0 && !rest.hasNext()) {
        throw new InvalidInputException(name, "(missing)", "needs a value");
      }
      String value = equals < 0 ? rest.next() : word.substring(equals + 1);
      if (name.equals(OPTION)) {
        options.add(value);
      } else if (values.putIfAbsent(name, value) != null) {
        throw new InvalidInputException(name, value, "is given twice");
      }
    }
    DEFAULTS.forEach(values::putIfAbsent);
    return read(values, options, flags);
  }

  private static QualityOptions read(
      Map<String, String> values, List<String> options, Set<String> flags) {
    boolean resume = flags.contains(RESUME);
    Optional<Path> out = Optional.ofNullable(values.get(OUT)).map(QualityOptions::path);
    if (resume && out.isEmpty()) {
      throw new InvalidInputException(
          RESUME, "(given)", "needs " + OUT + ", the file to go on with");
    }
    List<String> strategies = list(values, STRATEGIES);
    return new QualityOptions(
        methods(
            strategies,
            options,
            Optional.ofNullable(values.get(LABEL)),
            flags.contains(OWN_START),
            integer(WORKERS, value(values, WORKERS), MOST_WORKERS)),
        list(values, PROBLEMS),
        seeds(value(values, SEEDS)),
        integer(EVALUATIONS, value(values, EVALUATIONS), MOST_EVALUATIONS),
        integer(THREADS, value(values, THREADS), MOST_THREADS),
        out,
        resume,
        value(values, PYTHON));
  }

  private static void requireKnown(String name, String word) {
    List<String> known =
        Stream.of(DEFAULTS.keySet(), WITHOUT_DEFAULT, List.of(OPTION), FLAGS)
            .flatMap(names -> names.stream().sorted())
            .toList();
    if (!known.contains(name) || FLAGS.contains(name)) {
      throw new InvalidInputException(
          "option", word, "is not known" + Suggestion.question(name, known));
    }
  }

  /** A value that was given or has a default. */
  private static String value(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow();
  }

  private static List<String> list(Map<String, String> values, String name) {
    String value = value(values, name);
    List<String> items = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (items.contains("")) {
      throw new InvalidInputException(name, value, "must be names with commas between them");
    }
    return items.stream().distinct().toList();
  }

  private static List<Job.Method> methods(
      List<String> strategies,
      List<String> options,
      Optional<String> label,
      boolean ownStart,
      int workers) {
    if (label.isPresent() && strategies.size() > 1) {
      throw new InvalidInputException(
          LABEL, label.get(), "names one strategy's rows, but there are " + strategies);
    }
    Map<String, Map<String, Object>> byStrategy = new LinkedHashMap<>();
    strategies.forEach(
        name -> byStrategy.put(Strategies.named(name).name(), new LinkedHashMap<>()));
    for (String option : options) {
      addOption(option, byStrategy);
    }
    return byStrategy.entrySet().stream()
        .map(
            entry ->
                new Job.Method(
                    label.orElse(name(entry.getKey(), entry.getValue(), ownStart)),
                    new StrategySpec(entry.getKey(), entry.getValue()),
                    ownStart,
                    workers))
        .toList();
  }

  /** With the options in it, so that a resumed file does not mix up two experiments. */
  private static String name(String strategy, Map<String, Object> options, boolean ownStart) {
    String name = options.isEmpty() ? strategy : strategy + new TreeMap<>(options);
    return ownStart ? name + " own start" : name;
  }

  /** {@code STRATEGY.NAME=VALUE}, or {@code NAME=VALUE} when there is one strategy. */
  private static void addOption(String option, Map<String, Map<String, Object>> byStrategy) {
    int equals = option.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(OPTION, option, "must be NAME=VALUE or STRATEGY.NAME=VALUE");
    }
    String name = option.substring(0, equals);
    int dot = name.indexOf('.');
    boolean isPrefixed = dot > 0 && byStrategy.containsKey(name.substring(0, dot));
    if (!isPrefixed && byStrategy.size() > 1) {
      throw new InvalidInputException(
          OPTION, option, "must begin with the strategy it is for, one of " + byStrategy.keySet());
    }
    String strategy = isPrefixed ? name.substring(0, dot) : byStrategy.keySet().iterator().next();
    byStrategy
        .getOrDefault(strategy, Map.of())
        .put(isPrefixed ? name.substring(dot + 1) : name, scalar(option.substring(equals + 1)));
  }

  /** A number or a boolean where it looks like one, as in a study file; else a string. */
  private static Object scalar(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        try {
          yield text.matches("[+-]?\\d+") ? (Object) Long.valueOf(text) : Double.valueOf(text);
        } catch (NumberFormatException e) {
          yield text;
        }
      }
    };
  }

  /** {@code 0-9}, {@code 0,3,5} or both. */
  private static List<Long> seeds(String value) {
    TreeSet<Long> seeds = new TreeSet<>();
    for (String part : value.split(",", -1)) {
      if (!part.matches("\\d{1,9}(-\\d{1,9})?")) {
        throw new InvalidInputException(SEEDS, value, "must be like 0-9 or 0,3,5");
      }
      int dash = part.indexOf('-');
      long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
      long last = dash < 0 ? first : Long.parseLong(part.substring(dash + 1));
      if (last < first || last - first >= MOST_SEEDS) {
        throw new InvalidInputException(
            SEEDS, value, "must ascend, over " + MOST_SEEDS + " seeds at most");
      }
      LongStream.rangeClosed(first, last).forEach(seeds::add);
    }
    return List.copyOf(seeds);
  }

  private static int integer(String name, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says it all.
    }
    throw new InvalidInputException(name, value, "must be a whole number in [1, " + most + "]");
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(OUT, value, "is not a path");
    }
  }
}

package dev.luthier.bench.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What stands behind {@code luthier bench run}.
 *
 * @param patterns regular expressions that a name must have a match of, one of them; none for all
 * @param backends to measure; none for those that work
 * @param sizes n; none for each benchmark's own
 * @param threads of sessions and of the plain library; none for one
 * @param out where the document goes; none for a new file among the results
 * @param quick whether it is a rehearsal
 */
record RunOptions(
    List<String> patterns,
    List<String> backends,
    List<Integer> sizes,
    List<Integer> threads,
    Optional<Path> out,
    boolean quick) {

  static final String PATTERN = "NAME-PATTERN";
  static final String BACKEND = "--backend";
  static final String SIZE = "--size";
  static final String THREADS = "--threads";
  static final String OUT = "--out";
  static final String QUICK = "--quick";

  /** n² doubles are then 20 GB; beyond it a size is a slip of the pen. */
  private static final int LARGEST_SIZE = 50_000;

  /** The threads that OpenBLAS from its jar is built for; one more is a slip of the pen. */
  private static final int MOST_THREADS = 64;

  RunOptions {
    patterns = List.copyOf(patterns);
    backends = List.copyOf(backends);
    sizes = List.copyOf(sizes);
    threads = List.copyOf(threads);
  }

  /**
   * The options of a command line.
   *
   * @throws InvalidInputException naming the option and its value
   */
  static RunOptions parse(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> patterns = new ArrayList<>();
    boolean quick = false;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals(QUICK)) {
        quick = true;
      } else if (word.startsWith("-")) {
        take(word, rest, values);
      } else {
        patterns.add(requirePattern(word));
      }
    }
    return new RunOptions(
        patterns,
        Optional.ofNullable(values.get(BACKEND)).map(v -> list(BACKEND, v)).orElse(List.of()),
        numbers(SIZE, values, LARGEST_SIZE),
        numbers(THREADS, values, MOST_THREADS),
        Optional.ofNullable(values.get(OUT)).map(RunOptions::newFile),
        quick);
  }

  private static void take(String word, Iterator<String> rest, Map<String, String> values) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    List<String> known = List.of(BACKEND, SIZE, THREADS, OUT);
    if (!known.contains(name)) {
      List<String> all = List.of(BACKEND, SIZE, THREADS, OUT, QUICK, "--help");
      throw new InvalidInputException(
          "option", word, "is not known" + Suggestion.question(name, all));
    }
    if (equals < 0 && !rest.hasNext()) {
      throw new InvalidInputException(name, "(missing)", "needs a value");
    }
    String value = equals < 0 ? rest.next() : word.substring(equals + 1);
    if (values.putIfAbsent(name, value) != null) {
      throw new InvalidInputException(name, value, "is given twice");
    }
  }

  private static String requirePattern(String word) {
    try {
      return Pattern.compile(word).pattern();
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          PATTERN, word, "must be a regular expression: " + e.getDescription());
    }
  }

  private static List<String> list(String name, String value) {
    List<String> items = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (items.contains("")) {
      throw new InvalidInputException(name, value, "must be names with commas between them");
    }
    return items.stream().distinct().toList();
  }

  private static List<Integer> numbers(String name, Map<String, String> values, int largest) {
    List<Integer> numbers = new ArrayList<>();
    String value = values.get(name);
    if (value == null) {
      return numbers;
    }
    for (String item : list(name, value)) {
      int number = item.matches("\\d{1,9}") ? Integer.parseInt(item) : 0;
      if (number < 1 || number > largest) {
        throw new InvalidInputException(
            name, value, "must be whole numbers in [1, " + largest + "] with commas between them");
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** Found out before an hour of measuring, not after it. */
  private static Path newFile(String value) {
    Path path;
    try {
      path = Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(OUT, value, "is no path: " + e.getReason());
    }
    if (Files.exists(path)) {
      throw new InvalidInputException(OUT, value, "exists already; results are not overwritten");
    }
    if (!Files.isWritable(path.resolveSibling("."))) {
      throw new InvalidInputException(OUT, value, "must be in a folder that can be written to");
    }
    return path;
  }
}

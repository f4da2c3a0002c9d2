package dev.luthier.bench.gpu;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind {@code luthier bench gpu}.
 *
 * @param figures to measure, one at least
 * @param backends to measure, one at least
 * @param sizes n; none for each figure's own
 * @param out a file that lines are added to
 */
record GpuOptions(
    List<String> figures,
    List<String> backends,
    List<Integer> sizes,
    Scale scale,
    Optional<Path> out) {

  private static final String BACKEND = "--backend";
  private static final String SIZE = "--size";
  private static final String SECONDS = "--seconds";
  private static final String CANDIDATES = "--candidates";
  private static final String COUNT = "--count";
  private static final String OUT = "--out";
  private static final List<String> KNOWN = List.of(BACKEND, SIZE, SECONDS, CANDIDATES, COUNT, OUT);

  /** Whose n² doubles are 80 GB. */
  private static final int LARGEST = 100_000;

  /** More of anything is a slip of the pen. */
  private static final int MOST = 10_000_000;

  /**
   * The options of a command line.
   *
   * @param all names of figures
   * @throws InvalidInputException naming the word that is wrong
   */
  static GpuOptions parse(List<String> words, List<String> all) {
    List<String> figures = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.startsWith("-")) {
        take(word, rest, values);
      } else if (all.contains(word)) {
        figures.add(word);
      } else {
        throw new InvalidInputException(
            "FIGURE", word, "must be one of " + all + Suggestion.question(word, all));
      }
    }
    return new GpuOptions(
        figures.isEmpty() ? all : figures.stream().distinct().toList(),
        Optional.ofNullable(values.get(BACKEND)).map(GpuOptions::names).orElse(List.of("cuda")),
        Optional.ofNullable(values.get(SIZE)).map(GpuOptions::sizes).orElse(List.of()),
        scale(values),
        Optional.ofNullable(values.get(OUT)).map(GpuOptions::file));
  }

  private static void take(String word, Iterator<String> rest, Map<String, String> values) {
    if (!KNOWN.contains(word)) {
      throw new InvalidInputException(
          "option", word, "is not known" + Suggestion.question(word, KNOWN));
    }
    if (!rest.hasNext()) {
      throw new InvalidInputException(word, "(missing)", "needs a value");
    }
    values.put(word, rest.next());
  }

  private static Scale scale(Map<String, String> values) {
    Scale usual = Scale.USUAL;
    return new Scale(
        values.containsKey(SECONDS) ? seconds(values.get(SECONDS)) : usual.seconds(),
        values.containsKey(CANDIDATES)
            ? number(CANDIDATES, values.get(CANDIDATES), MOST)
            : usual.candidates(),
        values.containsKey(COUNT) ? number(COUNT, values.get(COUNT), MOST) : usual.count());
  }

  private static double seconds(String value) {
    if (!value.matches("\\d{1,4}(\\.\\d{1,6})?")) {
      throw new InvalidInputException(SECONDS, value, "must be a number such as 2 or 0.5");
    }
    return Double.parseDouble(value);
  }

  private static List<String> names(String value) {
    return Arrays.stream(value.split(",", -1)).map(String::strip).distinct().toList();
  }

  private static List<Integer> sizes(String value) {
    return names(value).stream().map(size -> number(SIZE, size, LARGEST)).toList();
  }

  private static int number(String name, String value, int largest) {
    int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    if (number < 1 || number > largest) {
      throw new InvalidInputException(
          name, value, "must be a whole number in [1, " + largest + "]");
    }
    return number;
  }

  private static Path file(String value) {
    try {
      return Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(OUT, value, "is no path: " + e.getReason());
    }
  }
}

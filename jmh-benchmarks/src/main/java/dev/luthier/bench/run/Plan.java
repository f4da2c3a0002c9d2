package dev.luthier.bench.run;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What will be measured.
 *
 * @param names full names of benchmarks, in order
 * @param backends of those that need one
 * @param skipped what was wanted and is not possible: why
 */
record Plan(List<String> names, List<String> backends, SortedMap<String, String> skipped) {
  /** Written to be believed, not to be fast: it is measured when somebody asks for it. */
  private static final String REFERENCE = "reference";

  /** The end of the names of benchmarks that call OpenBLAS directly. */
  private static final String PLAIN = ".plain";

  Plan {
    names = List.copyOf(names);
    backends = List.copyOf(backends);
    skipped = new TreeMap<>(skipped);
  }

  /**
   * The plan for what the user wants and the machine has.
   *
   * @param all full names of all benchmarks
   * @throws InvalidInputException if nothing is left
   */
  static Plan of(RunOptions options, BackendSurvey survey, List<String> all) {
    SortedMap<String, String> skipped = new TreeMap<>();
    List<String> backends = backends(options, survey, skipped);
    List<String> chosen = chosen(options.patterns(), all);
    boolean hasPlain = survey.plainConfig().isPresent();
    if (!hasPlain && chosen.stream().anyMatch(name -> name.endsWith(PLAIN))) {
      skipped.put("plain", "OpenBLAS, or the file it was loaded from, was not found");
    }
    List<String> names = chosen.stream().filter(name -> hasPlain || !name.endsWith(PLAIN)).toList();
    if (names.isEmpty()) {
      throw new InvalidInputException(
          RunOptions.PATTERN,
          options.patterns(),
          "leaves no benchmark that can be run: " + skipped);
    }
    return new Plan(names, backends, skipped);
  }

  private static List<String> backends(
      RunOptions options, BackendSurvey survey, SortedMap<String, String> skipped) {
    List<String> works = new ArrayList<>(survey.available().keySet());
    if (options.backends().isEmpty()) {
      skipped.putAll(survey.unavailable());
      if (works.size() > 1) {
        works.remove(REFERENCE);
      }
      return works;
    }
    List<String> backends = new ArrayList<>();
    for (String name : options.backends()) {
      String reason = survey.unavailable().get(name);
      if (works.contains(name)) {
        backends.add(name);
      } else if (reason != null) {
        skipped.put(name, reason);
      } else {
        List<String> installed = new ArrayList<>(works);
        installed.addAll(survey.unavailable().keySet());
        throw new InvalidInputException(
            RunOptions.BACKEND, name, "is not installed; there are " + installed);
      }
    }
    if (backends.isEmpty()) {
      throw new InvalidInputException(
          RunOptions.BACKEND, String.join(",", options.backends()), "does not work: " + skipped);
    }
    return backends;
  }

  private static List<String> chosen(List<String> patterns, List<String> all) {
    for (String pattern : patterns) {
      if (all.stream().noneMatch(name -> matches(pattern, name))) {
        throw new InvalidInputException(
            RunOptions.PATTERN, pattern, "matches no benchmark; --help shows their names");
      }
    }
    return all.stream()
        .filter(name -> patterns.isEmpty() || patterns.stream().anyMatch(p -> matches(p, name)))
        .toList();
  }

  private static boolean matches(String pattern, String name) {
    return Pattern.compile(pattern).matcher(shortName(name)).find();
  }

  /** Class and method: what users see and write. */
  static String shortName(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }
}

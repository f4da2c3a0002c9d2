package dev.luthier.bench.quality;

import dev.luthier.bench.development.CrashingProblem;
import dev.luthier.bench.development.GeneratedOutputs;
import dev.luthier.bench.development.GeneratedProblem;
import dev.luthier.bench.development.RelatedDraws;
import dev.luthier.bench.problem.MovedProblem;
import dev.luthier.bench.problem.NamedProblem;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.ShiftedFunction;
import dev.luthier.bench.problem.SvrMixed;
import dev.luthier.bench.suite.ConstrainedProblem;
import dev.luthier.bench.suite.NoisyProblem;
import dev.luthier.bench.suite.ObjectivesProblem;
import dev.luthier.bench.suite.WarmStartProblem;
import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** All problems, and those that a user means. */
final class ProblemChoice {
  private ProblemChoice() {}

  static List<Problem> all(String python) {
    List<Problem> all = new ArrayList<>(NamedProblem.all());
    all.addAll(MovedProblem.all());
    all.add(new SvrMixed(python));
    all.addAll(GeneratedProblem.reported());
    all.addAll(NoisyProblem.all());
    all.addAll(ObjectivesProblem.all());
    all.addAll(ConstrainedProblem.all());
    all.addAll(WarmStartProblem.of(ShiftedFunction.all(), Problem.Group.WARM_START));
    all.addAll(WarmStartProblem.of(RelatedDraws.reported(), Problem.Group.WARM_START));
    all.addAll(GeneratedProblem.development());
    all.addAll(GeneratedOutputs.all());
    all.addAll(CrashingProblem.all());
    all.addAll(
        WarmStartProblem.of(RelatedDraws.development(), Problem.Group.DEVELOPMENT_WARM_START));
    return all;
  }

  /** What a group is called on the command line. */
  static String word(Problem.Group group) {
    return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Those of the problems that are named, alone or by their group, in the order of {@code all}.
   *
   * @throws InvalidInputException naming a word that is neither
   */
  static List<Problem> chosen(List<Problem> all, List<String> words) {
    Set<Problem> chosen = new LinkedHashSet<>();
    for (String word : words) {
      List<Problem> meant =
          all.stream().filter(p -> p.name().equals(word) || word(p.group()).equals(word)).toList();
      if (meant.isEmpty()) {
        throw new InvalidInputException(
            QualityOptions.PROBLEMS, word, "is not known" + hint(all, word));
      }
      chosen.addAll(meant);
    }
    return all.stream().filter(chosen::contains).toList();
  }

  private static String hint(List<Problem> all, String word) {
    List<String> groups = Stream.of(Problem.Group.values()).map(ProblemChoice::word).toList();
    List<String> names = Stream.concat(groups.stream(), all.stream().map(Problem::name)).toList();
    String question = Suggestion.question(word, names);
    return question.isEmpty() ? "; known are " + groups + " and single problems" : question;
  }
}

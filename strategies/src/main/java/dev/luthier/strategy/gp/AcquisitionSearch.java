package dev.luthier.strategy.gp;

import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The maximum of an acquisition function over a search space: a screen of candidates, local
 * searches from the best of them and from the best of every branch.
 */
final class AcquisitionSearch {
  private static final String PURPOSE = "gp search";

  /** Branches beyond so many get no local search of their own; they compete in the screen. */
  private static final int MOST_BRANCHES = 10;

  /** Starts nearer to each other than this, in every coordinate, climb the same hill. */
  private static final double APART = 0.02;

  private final CandidateSpace candidates;
  private final Screen screen;
  private final LocalSearch local;
  private final int starts;

  AcquisitionSearch(
      SearchSpace space,
      CandidateSpace candidates,
      ModelSpace model,
      long seed,
      GaussianProcessOptions options) {
    this.candidates = candidates;
    this.screen = new Screen(space, candidates, options.belief(), seed, options.candidates());
    this.local = new LocalSearch(candidates, model);
    this.starts = options.starts();
  }

  /**
   * Good candidates, best first: where local searches ended, then what was screened.
   *
   * @param incumbents the best candidates observed
   * @param rounds counts those of this search, and may end it after any
   */
  List<Valued> run(
      Appraisal appraisal, List<Candidate> incumbents, ProposalRequest request, Rounds rounds) {
    RandomGenerator random = request.random().generator(request.firstTrial(), PURPOSE);
    List<Valued> screened = appraisal.screen(screen.candidates(incumbents, random));
    rounds.count();
    List<Valued> ends =
        new ArrayList<>(local.climb(appraisal, appraisal.lengthScales(), starts(screened), rounds));
    ends.sort(Valued.BEST_FIRST);
    ends.addAll(screened);
    return ends;
  }

  /** The best of each branch, then the best of all that are not too near one chosen before. */
  private List<Valued> starts(List<Valued> screened) {
    List<Valued> chosen = new ArrayList<>();
    Set<List<Boolean>> branches = new HashSet<>();
    for (Valued valued : screened) {
      if (branches.size() < MOST_BRANCHES && branches.add(candidates.branch(valued.candidate()))) {
        chosen.add(valued);
      }
    }
    for (Valued valued : screened) {
      if (chosen.size() >= Math.max(starts, branches.size())) {
        break;
      }
      if (chosen.stream().noneMatch(c -> c.candidate().distance(valued.candidate()) < APART)) {
        chosen.add(valued);
      }
    }
    return chosen;
  }
}

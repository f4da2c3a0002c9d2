package dev.luthier.strategy.gp;

import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.Term;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.surrogate.ModelFamily;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final ModelSpace model;
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
    this.model = model;
    this.candidates = candidates;
    this.screen = new Screen(space, candidates, seed, options.candidates());
    this.local = new LocalSearch(candidates, model);
    this.starts = options.starts();
  }

  /**
   * Good candidates, best first: where local searches ended, then what was screened.
   *
   * @param incumbents the best candidates observed
   */
  List<Candidate> run(
      Appraisal appraisal,
      ModelFamily.Model fitted,
      List<Candidate> incumbents,
      ProposalRequest request) {
    RandomGenerator random = request.random().generator(request.firstTrial(), PURPOSE);
    List<Valued> screened = appraisal.screen(screen.candidates(incumbents, random));
    List<Valued> ends =
        new ArrayList<>(local.climb(appraisal, lengthScales(fitted), starts(screened)));
    ends.sort(Valued.BEST_FIRST);
    ends.addAll(screened);
    return ends.stream().map(Valued::candidate).toList();
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

  /** By parameter; 1 for one that the model does not see. */
  private double[] lengthScales(ModelFamily.Model fitted) {
    double[] scales = new double[model.parameters()];
    Arrays.fill(scales, 1);
    for (Term term : fitted.kernel().terms()) {
      for (var factor : term.factors()) {
        switch (factor) {
          case Radial radial -> {
            for (int g = 0; g < radial.scales().size(); g++) {
              LengthScale scale = radial.scales().get(g);
              scales[model.axes().get(g).parameter()] = scale.value();
            }
          }
        }
      }
    }
    return scales;
  }
}

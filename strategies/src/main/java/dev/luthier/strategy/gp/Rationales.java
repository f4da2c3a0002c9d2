package dev.luthier.strategy.gp;

import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why configurations were proposed, by models that have seen what the search had seen, but believe
 * nothing of open trials: what was drawn for these is gone, and would make a deviation look smaller
 * than it is.
 *
 * <pre>
 *   motive         the configuration
 *   design         was not chosen by a model
 *   exploitation   is expected to succeed, to keep the constraints and to be better than what has
 *                  been found: below the least posterior mean, or not dominated by those
 *   exploration    is not
 * </pre>
 */
final class Rationales {
  /** One for all: a study of 100,000 trials has many. */
  static final Rationale DESIGN = new Rationale(Motive.DESIGN, Map.of(), OptionalDouble.empty());

  private Rationales() {}

  /**
   * Of proposals, some of them by the models. One posterior at all of them together.
   *
   * @param models of all observations; empty if there are none, or the numbers do not allow them
   */
  static List<Optional<Rationale>> of(
      List<Pick> picks,
      Optional<OutputModels> models,
      ModelSpace modelSpace,
      CandidateSpace candidates) {
    List<Candidate> modelled =
        picks.stream()
            .filter(Pick::isByModel)
            .map(pick -> candidates.of(pick.configuration()))
            .toList();
    Optional<Forecast> forecast =
        modelled.isEmpty()
            ? Optional.empty()
            : models.map(its -> Forecast.of(its, modelSpace.points(modelled)));
    List<Optional<Rationale>> rationales = new ArrayList<>(picks.size());
    int next = 0;
    for (Pick pick : picks) {
      if (pick.isByModel()) {
        int point = next++;
        rationales.add(forecast.map(its -> of(pick, its, point)));
      } else {
        rationales.add(Optional.of(DESIGN));
      }
    }
    return rationales;
  }

  private static Rationale of(Pick pick, Forecast forecast, int point) {
    return new Rationale(
        forecast.improves(point) ? Motive.EXPLOITATION : Motive.EXPLORATION,
        forecast.predictions(point),
        pick.acquisition());
  }
}

package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Surrogate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of all observations, to be looked at.
 *
 * <p>Leave-one-out predictions have the hyperparameters, the transform's constants and the trend of
 * all observations, and forget one value at a time (Rasmussen, Williams 2006, eq. 5.12): a model
 * that was fitted without it may expect something else.
 */
final class SurrogateView implements Surrogate {
  /** Configurations whose variances are computed together; as in {@link Appraisal}. */
  private static final int BATCH = 256;

  private final OutputModels models;
  private final SearchSpace space;
  private final ModelSpace modelSpace;
  private final CandidateSpace candidates;

  SurrogateView(
      OutputModels models, SearchSpace space, ModelSpace modelSpace, CandidateSpace candidates) {
    this.models = models;
    this.space = space;
    this.modelSpace = modelSpace;
    this.candidates = candidates;
  }

  @Override
  public List<Surrogate.Output> outputs() {
    return models.named().stream().filter(its -> its.units().areKnown()).map(this::output).toList();
  }

  @Override
  public List<Map<String, Prediction>> predict(List<Configuration> configurations) {
    List<Map<String, Prediction>> predictions = new ArrayList<>(configurations.size());
    for (int from = 0; from < configurations.size(); from += BATCH) {
      List<Candidate> batch =
          configurations.subList(from, Math.min(configurations.size(), from + BATCH)).stream()
              .map(candidates::of)
              .toList();
      Forecast forecast = Forecast.of(models, modelSpace.points(batch));
      for (int i = 0; i < batch.size(); i++) {
        predictions.add(forecast.predictions(i));
      }
    }
    return predictions;
  }

  private Surrogate.Output output(OutputModels.Named its) {
    OutputModel model = its.model();
    double noise = model.process().model().noiseVariance();
    return new Surrogate.Output(
        its.name(),
        model.process().count(),
        lengthScales(model),
        its.units().prediction(model.reference(), noise).deviation(),
        model.process().jitter(),
        leftOut(its));
  }

  private Map<String, Double> lengthScales(OutputModel model) {
    double[] scales = modelSpace.lengthScales(model.process().model().kernel());
    Map<String, Double> byName = new LinkedHashMap<>();
    for (ModelSpace.Axis axis : modelSpace.axes()) {
      double scale = scales[axis.parameter()];
      if (Double.isFinite(scale)) {
        byName.put(space.parameters().get(axis.parameter()).name(), scale);
      }
    }
    return byName;
  }

  /**
   * Of trials that completed with a finite value: what was predicted of a pruned one is no
   * observation to be compared with.
   */
  private List<LeftOut> leftOut(OutputModels.Named its) {
    OutputModel.LeftOut left = its.model().leftOut();
    double[] values = its.values();
    List<LeftOut> all = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      if (models.isWhole(i) && Double.isFinite(values[i])) {
        Prediction prediction = its.units().prediction(left.means()[i], left.variances()[i]);
        all.add(new LeftOut(models.trial(i), its.units().sign() * values[i], prediction));
      }
    }
    return all;
  }
}

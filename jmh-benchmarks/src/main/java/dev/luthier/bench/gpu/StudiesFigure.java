package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.StudyBatch;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A likelihood and its gradient for each of many small studies: one after the other on one session,
 * and as a batch, which some backends take at once. The sums of all values are the same.
 */
final class StudiesFigure implements Figure {
  @Override
  public String name() {
    return "studies";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(50);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    double[] sum = new double[1];
    Times single = Times.of(scale.seconds(), () -> sum[0] = evaluated(open, n, scale.count()));
    lines.add(line(single, scale, false, sum[0]));
    double[] kernel = Observed.model().kernel().hyperparameters();
    int parameters = kernel.length + 1;
    double[] theta = new double[parameters * scale.count()];
    for (int study = 0; study < scale.count(); study++) {
      System.arraycopy(kernel, 0, theta, study * parameters, kernel.length);
      theta[(study + 1) * parameters - 1] = Math.log(Observed.model().noiseVariance());
    }
    double[] values = new double[scale.count()];
    double[] gradients = new double[theta.length];
    try (LikelihoodBatch batch = open.likelihoods(batch(n, scale.count()))) {
      Times together = Times.of(scale.seconds(), () -> batch.evaluate(theta, values, gradients));
      lines.add(line(together, scale, true, Arrays.stream(values).sum()));
    }
  }

  private static Map<String, Object> line(Times times, Scale scale, boolean batched, double sum) {
    Map<String, Object> line = times.toJson();
    line.put("studies", scale.count());
    line.put("batched", batched);
    line.put("value_sum", sum);
    return line;
  }

  private static StudyBatch batch(int n, int count) {
    Points points = Observed.points(n, 12);
    List<SmallStudy> studies = new ArrayList<>(count);
    double[] values = Observed.of(n).values();
    for (int study = 0; study < count; study++) {
      double[] own = scaled(values, study, count);
      studies.add(new SmallStudy(n, points.dimension(), points.columns(), own));
    }
    return new StudyBatch(Observed.model().kernel(), studies);
  }

  /** Studies differ in their values alone. */
  private static double[] scaled(double[] values, int study, int count) {
    double factor = 1 + study / (double) count;
    return Arrays.stream(values).map(v -> factor * v).toArray();
  }

  /** The sum of all log likelihoods. */
  private static double evaluated(OpenSession open, int n, int count) {
    Points points = Observed.points(n, 12);
    double[] values = Observed.of(n).values();
    ModelFamily.Model model = Observed.model();
    int p = model.kernel().hyperparameterCount();
    double[] gradient = new double[p + 1];
    double sum = 0;
    for (int study = 0; study < count; study++) {
      double[] own = scaled(values, study, count);
      try (var likelihood = new LogMarginalLikelihood(open.session(), points, own, p)) {
        sum += likelihood.evaluate(model, gradient);
      }
    }
    return sum;
  }
}

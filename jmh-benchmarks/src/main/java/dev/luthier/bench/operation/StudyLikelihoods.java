package dev.luthier.bench.operation;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.SmallStudy;
import dev.luthier.linalg.StudyBatch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The likelihood and its gradient of each of many studies with 50 points, transfers included: n³
 * flops a study.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StudyLikelihoods {

  /** Studies with a backend. */
  @State(Scope.Thread)
  public static class OnBatch {
    /**
     * From where a GPU is full (132 multiprocessors, 4 blocks on each) to the figure of the bar.
     */
    @Param({"1000", "10000"})
    public int studies;

    /** Of each study. */
    int n = 50;

    LikelihoodBatch batch;
    double[] theta;
    double[] values;
    double[] gradients;

    @Setup
    public void setUp(OpenSession open) {
      batch = open.likelihoods(new StudyBatch(Sample.kernel(), sample()));
      int parameters = batch.hyperparameterCount();
      double[] kernel = Sample.kernel().hyperparameters();
      theta = new double[parameters * studies];
      for (int b = 0; b < studies; b++) {
        for (int t = 0; t < kernel.length; t++) {
          theta[b * parameters + t] = kernel[t] + 0.1 * Math.sin(b + t);
        }
        theta[b * parameters + kernel.length] = Math.log(0.01);
      }
      values = new double[studies];
      gradients = new double[parameters * studies];
    }

    private List<SmallStudy> sample() {
      return IntStream.range(0, studies)
          .mapToObj(
              b ->
                  new SmallStudy(
                      n, Sample.DIMENSION, Sample.points(n, b), Sample.matrix(n, 1, 20_000L + b)))
          .toList();
    }

    /** JMH closes the session afterwards, which this depends on. */
    @TearDown
    public void close() {
      batch.close();
    }
  }

  @Benchmark
  public double[] batch(OnBatch on) {
    on.batch.evaluate(on.theta, on.values, on.gradients);
    return on.values;
  }
}

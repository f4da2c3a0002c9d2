package dev.luthier.bench.scenario;

import dev.luthier.study.TrialContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One question to a study whose last trial has just been answered. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 20)
public class Ask {

  /** A study; the first question to it, which fits the model, is part of the preparation. */
  @State(Scope.Thread)
  public static class OnStudy {
    GrowingStudy growing;
    private Optional<TrialContext> open = Optional.empty();

    @Setup
    public void setUp(Observations of) {
      growing = new GrowingStudy(of);
      open = growing.study().ask();
    }

    @Setup(Level.Invocation)
    public void tell() {
      open.ifPresent(growing::tell);
    }

    @TearDown
    public void close() {
      growing.close();
    }
  }

  @Benchmark
  public Optional<TrialContext> study(OnStudy on) {
    on.open = on.growing.study().ask();
    return on.open;
  }
}

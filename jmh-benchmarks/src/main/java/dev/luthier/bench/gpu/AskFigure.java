package dev.luthier.bench.gpu;

import dev.luthier.bench.scenario.GrowingStudy;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.select.BackendWish;
import dev.luthier.study.TrialContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to a study whose last trial has just been answered. The first one fits the model and
 * is told apart.
 */
final class AskFigure implements Figure {
  @Override
  public String name() {
    return "ask";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(10_000, 30_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    Asked asked = asked(open.backend, n, scale);
    Map<String, Object> line = asked.times.toJson();
    line.put("first_ms", asked.first);
    line.put("told", asked.told);
    lines.add(line);
  }

  /**
   * What came out.
   *
   * @param first milliseconds of the question that fits the model
   * @param times of those after it
   * @param told trials of the study in the end
   */
  record Asked(double first, Times times, int told) {}

  static Asked asked(String backend, int n, Scale scale) {
    Observed of = Observed.of(n);
    try (var growing = new GrowingStudy(of.points(), of.values(), BackendWish.of(backend))) {
      long start = System.nanoTime();
      Held held = new Held(growing);
      held.ask();
      double first = (System.nanoTime() - start) / 1e6;
      Times times = Times.of(scale.seconds(), held::tell, held::ask);
      return new Asked(first, times, growing.study().trials().size());
    }
  }

  /** A study and the trial that it was asked for last. */
  private static final class Held {
    private final GrowingStudy growing;
    private Optional<TrialContext> open = Optional.empty();

    Held(GrowingStudy growing) {
      this.growing = growing;
    }

    void ask() {
      open = growing.study().ask();
    }

    void tell() {
      growing.tell(open.orElseThrow());
    }
  }
}

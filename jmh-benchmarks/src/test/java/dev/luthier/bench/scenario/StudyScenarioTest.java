package dev.luthier.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.workload.Tiny;
import dev.luthier.store.AppendResult;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyScenarioTest {
  private static Observations observations() {
    Observations observations = new Observations();
    observations.n = Tiny.N;
    return observations;
  }

  private static long completed(List<Trial> trials) {
    return trials.stream().filter(Trial.Completed.class::isInstance).count();
  }

  @Test
  void everyQuestionIsAskedAfterOneMoreAnswer() {
    Ask.OnStudy on = new Ask.OnStudy();
    on.setUp(observations());
    assertEquals(Tiny.N, completed(on.growing.study().trials()));
    on.tell();
    assertEquals(Tiny.N + 1, completed(on.growing.study().trials()));
    TrialContext first = new Ask().study(on).orElseThrow();
    double[] point = on.growing.point(first);
    assertTrue(Arrays.stream(point).allMatch(value -> value >= 0 && value <= 1));
    on.tell();
    assertEquals(Tiny.N + 2, completed(on.growing.study().trials()));
    TrialContext second = new Ask().study(on).orElseThrow();
    assertNotEquals(first.configuration(), second.configuration());
    on.close();
  }

  @Test
  void answersAreRecordedOneByOne() {
    Tell.OnStudy on = new Tell.OnStudy();
    on.setUp(observations());
    for (int iteration = 0; iteration < 2; iteration++) {
      on.ask();
      for (int i = 0; i < Tell.BATCH; i++) {
        assertInstanceOf(AppendResult.Appended.class, new Tell().study(on));
      }
      long expected = Tiny.N + (iteration + 1L) * Tell.BATCH;
      assertEquals(expected, completed(on.growing.study().trials()));
    }
    on.close();
  }
}

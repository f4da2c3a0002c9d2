package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.strategy.Strategy;
import dev.luthier.study.Trial;
import java.util.List;

/**
 * Asks a rebuilt strategy the questions of a {@link ToyStudy} again: it must answer as the first
 * one did.
 */
final class Replay {
  private final ToyStudy study;

  Replay(ToyStudy study) {
    this.study = study;
  }

  /**
   * Each question put to a strategy of its own, which has observed the history in chunks of the
   * given size.
   */
  void afterChunksOf(int chunk) {
    for (ToyStudy.Question question : study.questions()) {
      Strategy rebuilt = rebuilt();
      List<Trial.Finished> history = study.finished().subList(0, question.finished());
      for (int from = 0; from < history.size(); from += chunk) {
        rebuilt.observe(List.copyOf(history.subList(from, Math.min(history.size(), from + chunk))));
      }
      requireSameAnswer(rebuilt, question, "observed in chunks of " + chunk);
    }
  }

  /**
   * All questions put to one strategy, each asked twice, with questions never asked before between
   * them.
   */
  void withOtherQuestionsBetween() {
    Strategy rebuilt = rebuilt();
    int observed = 0;
    for (ToyStudy.Question question : study.questions()) {
      for (Trial.Finished trial : study.finished().subList(observed, question.finished())) {
        rebuilt.observe(List.of(trial));
        rebuilt.propose(study.request(2));
      }
      observed = question.finished();
      requireSameAnswer(rebuilt, question, "asked other questions before");
      rebuilt.propose(study.request(3));
      requireSameAnswer(rebuilt, question, "asked twice");
    }
  }

  private Strategy rebuilt() {
    return study.provider().create(study.setup());
  }

  private void requireSameAnswer(Strategy rebuilt, ToyStudy.Question question, String how) {
    assertEquals(
        question.answer(),
        rebuilt.propose(question.request()),
        () ->
            "trial %d on, after %d finished, rebuilt and %s"
                .formatted(question.request().firstTrial(), question.finished(), how));
  }
}

package com.example.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.study.Budget;
import dev.luthier.study.Trial;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChooseLearnerTest {
  @Test
  void triesBothLearnersAndFindsOneThatReads() {
    var report = ChooseLearner.tune(Budget.trials(12));
    assertEquals(12, report.finished().stream().filter(Trial.Completed.class::isInstance).count());
    Set<Object> tried =
        report.finished().stream()
            .map(trial -> trial.configuration().find("learner").orElseThrow())
            .collect(Collectors.toSet());
    assertEquals(Set.of("forest", "linear"), tried);
    // By guessing nine in ten are wrong; with trees of depth two a fifth and more.
    assertTrue(report.best().orElseThrow().value() < 0.1, report.best().toString());
  }

  @Test
  void theSameCandidateAndSeedGiveTheSameError() {
    var training = new Training(Digits.load());
    var candidate = new Candidate(new Learner.Linear(2, 16, new Learner.Adam(0.01)));
    double error = training.error(candidate, 3);
    assertEquals(error, training.error(candidate, 3));
    assertTrue(error < 0.3, () -> error + " of the digits are read wrongly");
  }
}

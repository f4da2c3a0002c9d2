package dev.luthier.select.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.BackendInfo;
import dev.luthier.strategy.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PreferenceTest {
  private static final Workload WORKLOAD = new Workload(1_000, 10, 2_048);
  private static final BackendCosts OPENBLAS = costs("openblas", 1, true);

  /** A backend on which everything takes so many times as long as on another. */
  private static BackendCosts costs(String name, double factor, boolean isSettled) {
    return new BackendCosts(
        new BackendInfo(name, "1", "x"),
        50 * factor,
        0.03 * factor,
        0.02 * factor,
        2 * factor,
        1 * factor,
        0.8 * factor,
        isSettled);
  }

  private static Preference among(BackendCosts... costs) {
    CostProfile profile = new CostProfile(List.of(costs));
    List<String> names = profile.backends().stream().map(c -> c.backend().name()).toList();
    return Preference.among(names, profile, WORKLOAD);
  }

  @Test
  void theFastestByAMarginIsTaken() {
    Preference preference = among(OPENBLAS, costs("vector", 0.5, true));
    assertEquals("vector", preference.backend());
    assertEquals("predicted to be the fastest", preference.reason());
    assertEquals(
        2,
        preference.predicted().getOrDefault("openblas", 0.0)
            / preference.predicted().getOrDefault("vector", 0.0),
        1e-9);
  }

  @Test
  void aSmallAdvantageIsNoReasonToLeaveTheFirst() {
    Preference preference = among(OPENBLAS, costs("vector", 0.8, true));
    assertEquals("openblas", preference.backend());
    assertEquals(
        "preferred; another is only 1.25 times as fast, which is no reason to change",
        preference.reason());
  }

  /** Whoever computes on it for the next hundreds of trials gains more with each. */
  @Test
  void anAcceleratorNeedsASmallerAdvantage() {
    assertEquals("cuda", among(OPENBLAS, costs("cuda", 0.8, true)).backend());
    assertEquals("openblas", among(OPENBLAS, costs("cuda", 0.9, true)).backend());
  }

  @Test
  void theOrderOfTheProfileMakesNoDifference() {
    assertEquals(
        among(OPENBLAS, costs("vector", 0.8, true)), among(costs("vector", 0.8, true), OPENBLAS));
  }

  @Test
  void whatHasNotSettledIsEvidenceForABackendAndNotAgainstIt() {
    BackendCosts cold = costs("openblas", 100, false);
    assertEquals("openblas", among(cold, costs("vector", 1, true)).backend());
    assertEquals("vector", among(OPENBLAS, costs("vector", 0.5, false)).backend());
  }

  @Test
  void whatCouldNotBeMeasuredIsNotPassedOver() {
    CostProfile profile = new CostProfile(List.of(costs("vector", 1, true)));
    Preference preference = Preference.among(List.of("vector", "openblas"), profile, WORKLOAD);
    assertEquals("openblas", preference.backend());
    assertEquals("preferred; it could not be measured in time", preference.reason());
  }

  @Test
  void theReferenceIsTakenOnlyByItself() {
    assertEquals(
        "vector", among(costs("vector", 100, true), costs("reference", 1, true)).backend());
    assertEquals("reference", among(costs("reference", 1, false)).backend());
    assertThrows(
        IllegalArgumentException.class,
        () -> Preference.among(List.of(), new CostProfile(List.of()), WORKLOAD));
  }

  /** As an accelerator: every call is dear, every operation cheap. */
  @Test
  void aBackendFarAwayPaysOnlyForManyObservations() {
    var accelerator =
        new BackendCosts(
            new BackendInfo("cuda", "1", "x"), 20_000, 0.1, 0.0005, 0.5, 0.005, 0.01, true);
    CostProfile profile = new CostProfile(List.of(OPENBLAS, accelerator));
    List<String> names = List.of("cuda", "openblas");
    assertEquals("openblas", Preference.among(names, profile, WORKLOAD.at(64)).backend());
    assertEquals("cuda", Preference.among(names, profile, WORKLOAD.at(4_000)).backend());
  }

  @Test
  void aTrialCostsMoreWithMoreObservations() {
    double before = 0;
    for (int n = 64; n <= 4_096; n *= 2) {
      double seconds = OPENBLAS.secondsPerTrial(WORKLOAD.at(n));
      assertTrue(seconds > before, "at " + n);
      before = seconds;
    }
  }
}

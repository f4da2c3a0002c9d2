package dev.luthier.cli.doctor;

import dev.luthier.select.cost.BackendCosts;
import dev.luthier.select.cost.CostProfile;
import dev.luthier.select.cost.Preference;
import dev.luthier.strategy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a cost profile says, a name and a text each; a name that is empty goes on with the last. */
record CostFacts(CostProfile costs) {
  /** Ten parameters, and as many candidates as {@code gp} screens when nobody says otherwise. */
  private static final Workload WORKLOAD = new Workload(1, 10, 2_048);

  /** A study like most, a long one, and as long as one model serves. */
  private static final List<Integer> OBSERVATIONS = List.of(100, 1_000, 4_000);

  record Fact(String name, String text) {}

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (BackendCosts backend : costs.backends()) {
      facts.add(new Fact(backend.backend().name(), rates(backend)));
      facts.add(new Fact("", trials(backend)));
      if (!backend.isSettled()) {
        facts.add(new Fact("", "not settled: it may be faster than that"));
      }
    }
    List<String> names = costs.backends().stream().map(each -> each.backend().name()).toList();
    String name = "auto";
    for (int n : costs.backends().isEmpty() ? List.<Integer>of() : OBSERVATIONS) {
      Preference preference = Preference.among(names, costs, WORKLOAD.at(n));
      String text = preference.backend() + " at " + count(n) + ": " + preference.reason();
      facts.add(new Fact(name, text));
      name = "";
    }
    return facts;
  }

  private static String rates(BackendCosts backend) {
    double factor = backend.secondsToFactor(1_000);
    return String.format(
        Locale.ROOT,
        "%.2f us a call, transfer %,.1f GB/s, product %,.1f GFLOP/s, Cholesky of 1,000 %,.1f"
            + " GFLOP/s, symmetric product %,.1f GB/s, covariance %,.1f ns",
        backend.call() / 1e3,
        1 / backend.transferredByte(),
        1 / backend.flop(),
        1e9 / 3 / 1e9 / factor,
        4 / backend.pass(),
        backend.pair() * WORKLOAD.dimension());
  }

  private static String trials(BackendCosts backend) {
    List<String> texts = new ArrayList<>();
    for (int n : OBSERVATIONS) {
      double millis = 1e3 * backend.secondsPerTrial(WORKLOAD.at(n));
      String form = millis < 100 ? "%.2g ms at %s" : "%,.0f ms at %s";
      texts.add(String.format(Locale.ROOT, form, millis, count(n)));
    }
    return "a trial takes about " + String.join(", ", texts) + " observations";
  }

  private static String count(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}

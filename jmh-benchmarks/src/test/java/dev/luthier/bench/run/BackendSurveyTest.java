package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.select.Backends;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackendSurveyTest {
  @Test
  void processTellsOfAllBackends() {
    BackendSurvey survey = BackendSurvey.take();
    TreeSet<String> all = new TreeSet<>(survey.available().keySet());
    all.addAll(survey.unavailable().keySet());
    List<String> installed = Backends.probeAll().stream().map(p -> p.provider().name()).toList();
    assertEquals(new TreeSet<>(installed), all);
    assertTrue(survey.available().containsKey("reference"));
    assertEquals(
        survey.available().containsKey("openblas"),
        survey.plainConfig().filter(config -> config.startsWith("OpenBLAS")).isPresent());
  }

  @Test
  void reportWithoutALibraryIsRead() {
    assertEquals(
        new BackendSurvey(
            new TreeMap<>(Map.of("reference", "1")),
            new TreeMap<>(Map.of("openblas", "none")),
            Optional.empty()),
        BackendSurvey.parse(
            """
            {"available":{"reference":"1"},"unavailable":{"openblas":"none"},
             "plain":{"missing":"none"}}
            """));
  }
}

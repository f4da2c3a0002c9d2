package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.cli.study.StateCounts;
import dev.luthier.cli.study.StudyJson;
import dev.luthier.store.StudyState;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far a study is: the same names in YAML for people and in JSON for programs. */
final class StatusPage {
  /** Enough to tell two spaces apart by eye. */
  private static final int FINGERPRINT = 12;

  /** What SQLite has not moved into the store's own file yet lies in one beside it. */
  private static final String WRITE_AHEAD_LOG = "-wal";

  private StatusPage() {}

  /** Scalars, and mappings of scalars. */
  static Map<String, Object> of(KeptStudy study) {
    StudyState state = study.state();
    Path store = study.store().toAbsolutePath().normalize();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("study", state.spec().name());
    page.put("store", store.toString());
    page.put("store_bytes", bytes(store) + bytes(Path.of(store + WRITE_AHEAD_LOG)));
    study.owner().ifPresent(owner -> page.put("owner", owner));
    page.put("strategy", state.spec().strategy().name());
    if (!state.backends().isEmpty()) {
      page.put("backend", state.backends().getLast().backend());
    }
    page.put("seed", state.spec().seed());
    page.put("fingerprint", state.spec().space().fingerprint().substring(0, FINGERPRINT));
    page.put("trials", trials(state));
    page.put("budget", budget(state));
    state
        .best()
        .ifPresent(
            best -> {
              page.put("best_trial", best.number());
              page.put("objectives", objectives(state, best));
            });
    return page;
  }

  private static Map<String, Object> trials(StudyState state) {
    StateCounts counts = StateCounts.of(state.trials());
    Map<String, Object> trials = new LinkedHashMap<>();
    for (TrialState word : TrialState.values()) {
      trials.put(word.word(), counts.of(word));
    }
    return trials;
  }

  private static Map<String, Object> budget(StudyState state) {
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("used", state.spentCount());
    budget.putAll(StudyJson.budget(state.spec().budget()));
    return budget;
  }

  private static Map<String, Object> objectives(StudyState state, Trial.Completed best) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ObjectiveSpec objective : state.spec().objectives()) {
      values.put(objective.name(), best.evaluation().value(objective.name()));
    }
    return values;
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // The write-ahead log is there only while somebody works with the store.
    }
  }
}

package dev.luthier.bench.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What others reached: Optuna's samplers, BoTorch, TuRBO. */
final class RecordedRuns {
  /** In this order: where two files have the same run, the later one's counts. */
  private static final List<String> FILES =
      List.of(
          "recorded_runs.jsonl", "svr_mixed_runs.jsonl", "optuna_runs.jsonl", "suite_runs.jsonl");

  static final String OPTUNA_GP = "optuna-gp";
  static final String OPTUNA_TPE = "optuna-tpe";
  static final String OPTUNA_CMAES = "optuna-cmaes";
  static final String OPTUNA_NSGA2 = "optuna-nsga2";
  static final String OPTUNA_RANDOM = "optuna-random";
  static final String BOTORCH = "botorch";

  private static final List<String> NOT_OPTUNA = List.of(BOTORCH, "turbo1");

  private RecordedRuns() {}

  /** All runs. Optuna's methods are named as such: "random" and "gp" are strategies of ours too. */
  static List<RunRow> all() {
    Map<RunRow.Key, RunRow> rows = new LinkedHashMap<>();
    for (String file : FILES) {
      for (RunRow recorded : RunFile.parse(file, text(file))) {
        String method = recorded.key().method();
        RunRow row = recorded.renamed(NOT_OPTUNA.contains(method) ? method : "optuna-" + method);
        rows.put(row.key(), row);
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static String text(String name) {
    try (InputStream stream = RecordedRuns.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

/**
 * Trials leaving a study as files and coming back from them: the public JSON form of a trial, the
 * JSON and CSV exports, and the import of both and of Optuna's storages.
 *
 * <pre>
 *   Trial ──TrialJson──► JSON export ──┐
 *   Trial ──CsvExport──► CSV ──────────┤
 *   Optuna SQLite, Optuna journal ─────┴─ImportFile──► EvaluatedTrial | Skipped (with its reason)
 * </pre>
 *
 * A file that cannot be trusted as a whole is one {@link dev.luthier.error.InvalidInputException};
 * a trial that does not fit the study is skipped and said so. Depends on the api, {@code json} and
 * the record {@link dev.luthier.run.EvaluatedTrial}; doors (commands, services) may depend on it.
 */
package dev.luthier.transfer;

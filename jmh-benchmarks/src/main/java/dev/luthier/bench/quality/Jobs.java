package dev.luthier.bench.quality;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes runs, several at a time if wished: their results do not depend on it, their times do. */
final class Jobs {
  private Jobs() {}

  /**
   * The rows of all jobs, in their order; each is in the file as soon as it is there.
   *
   * @throws RuntimeException what the first failing job threw; the others are given up
   */
  static List<RunRow> run(List<Job> jobs, int threads, RunFile file, PrintStream progress) {
    // Platform threads: a run computes.
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<RunRow>> futures =
          jobs.stream().map(job -> pool.submit(() -> run(job, file, progress))).toList();
      List<RunRow> rows = new ArrayList<>();
      try {
        for (Future<RunRow> future : futures) {
          rows.add(future.get());
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return rows;
    }
  }

  private static RunRow run(Job job, RunFile file, PrintStream progress) {
    RunRow row = job.run();
    file.append(row);
    progress.printf(
        Locale.ROOT,
        "%s on %s, seed %d: %.6g in %.1f s%n",
        row.key().method(),
        row.key().problem(),
        row.key().seed(),
        row.bestAfter(job.evaluations()).orElseThrow(),
        row.wallSeconds());
    return row;
  }
}

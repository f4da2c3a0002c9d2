package dev.luthier.run;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who claims trials. Work in a process of ours dies with it; somebody who asked and went away may
 * still come back with an answer.
 */
final class WorkerName {
  /** Whoever asks by command: the trial stays claimed until somebody tells. */
  static final String CLIENT = "client";

  private static final String PROCESS = "process-";

  /**
   * Process numbers come round again, and one process may open a study twice; nobody starts two
   * studies within a millisecond under the same process number and the same count.
   */
  private static final AtomicLong OPENED = new AtomicLong();

  private WorkerName() {}

  /** A name for this process that it has never used before. */
  static String ofThisProcess() {
    return PROCESS
        + ProcessHandle.current().pid()
        + "-"
        + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
        + "-"
        + OPENED.getAndIncrement();
  }

  /** Whether the worker lived in a process, and is gone when that no longer owns the store. */
  static boolean isProcess(String worker) {
    return worker.startsWith(PROCESS);
  }
}

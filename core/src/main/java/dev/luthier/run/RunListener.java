package dev.luthier.run;

import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.util.List;

/**
 * Hears what happens in a run, in log order, one call at a time, on the thread that caused it. Must
 * return quickly: the study waits.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /** First of all: what had finished before this run. Not called when there is nothing. */
  default void resumed(List<Trial.Finished> before) {}

  default void started(Trial.Running trial) {}

  default void measured(long trial, Measurement measurement) {}

  default void finished(Trial.Finished trial) {}
}

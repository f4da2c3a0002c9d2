package dev.luthier.command;

import java.util.Optional;
import java.util.Set;

/** What the commands of workers that are gone left behind. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Kills every process that carries the mark of one of these workers, until none is left. For
   * resuming a study whose owner died: its guardian has done the same, unless it died too. Does
   * nothing where there is no {@code /proc}. Blocks for five seconds at most, and only when a
   * process does not end.
   *
   * @param workers none of them alive, each name unique among all workers of this machine
   * @return how many processes were killed
   */
  public static int end(Set<String> workers) {
    return new ProcessTree(Optional.empty(), ProcessMark.ofWorkers(workers)).kill();
  }
}

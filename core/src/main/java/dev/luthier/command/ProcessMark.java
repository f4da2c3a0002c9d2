package dev.luthier.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the processes of a trial, or of whole workers, from all others: by what stands in their
 * environment, which children inherit even when they become daemons.
 *
 * @param workers variables of which one must be there
 * @param others variables that must all be there
 */
record ProcessMark(Set<String> workers, Set<String> others) {
  ProcessMark {
    workers = Set.copyOf(workers);
    others = Set.copyOf(others);
  }

  static ProcessMark ofTrial(String worker, long trial) {
    return new ProcessMark(
        Set.of(Variables.WORKER + "=" + worker), Set.of(Variables.TRIAL + "=" + trial));
  }

  static ProcessMark ofWorkers(Set<String> workers) {
    Set<String> variables = new HashSet<>();
    workers.forEach(worker -> variables.add(Variables.WORKER + "=" + worker));
    return new ProcessMark(variables, Set.of());
  }

  /** What a look at a process says. */
  enum Sight {
    MARKED,
    /** Without the mark, or another user's. */
    OTHER,
    /** It is just becoming another program, and shows nothing. */
    CHANGING,
    /** It has ended, but nobody has waited for it. */
    ENDED,
    GONE
  }

  /** Looks at one process. */
  Sight look(ProcessFolder process) {
    String environment = process.text("environ").orElse("");
    if (!environment.isEmpty()) {
      return isIn(environment) ? Sight.MARKED : Sight.OTHER;
    }
    if (!process.isReadable()) {
      // In this order: what goes between the two questions must not be taken for another user's.
      return process.exists() ? Sight.OTHER : Sight.GONE;
    }
    if (process.isKernelThread()) {
      return Sight.OTHER;
    }
    if (process.hasEnded()) {
      return Sight.ENDED;
    }
    // Arguments but no environment: either there is none, or it has just become another program.
    boolean unchanging = !process.text("cmdline").orElse("").isEmpty();
    return unchanging && process.text("environ").filter(String::isEmpty).isPresent()
        ? Sight.OTHER
        : Sight.CHANGING;
  }

  private boolean isIn(String environment) {
    Set<String> variables = new HashSet<>(List.of(environment.split("\0", -1)));
    return variables.containsAll(others) && workers.stream().anyMatch(variables::contains);
  }
}

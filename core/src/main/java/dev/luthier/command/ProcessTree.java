package dev.luthier.command;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Processes that belong together, and their end. Confined to one thread; an interrupt does not stop
 * the killing, and is there again afterwards.
 */
final class ProcessTree {
  private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());

  /** Some sixty passes; what SIGKILL has not ended by then hangs in the kernel. */
  private static final Duration KILL_BOUND = Duration.ofSeconds(5);

  /** A process needs about a millisecond to die, a look at all processes about as long. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /**
   * Looks in a row that find nothing, while other processes come and go, before it is believed: 0.1
   * s where they do so all the time.
   */
  private static final int MOST_DOUBTFUL = 10;

  private final Optional<ProcessHandle> command;
  private final ProcessSearch search;

  /** All that were found so far: a parent that ended no longer leads to its children. */
  private final Set<ProcessHandle> known = new HashSet<>();

  private int doubtfulLooks;

  private boolean interrupted;

  /**
   * @param command a process that belongs to them even where marks cannot be read
   */
  ProcessTree(Optional<ProcessHandle> command, ProcessMark mark) {
    this.command = command;
    this.search = new ProcessSearch(mark);
  }

  /**
   * Asks all processes to end (SIGTERM), those too that are started meanwhile, and waits until none
   * is left or the time is over.
   */
  void terminate(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    Set<ProcessHandle> asked = new HashSet<>();
    Consumer<ProcessHandle> ask =
        process -> {
          if (asked.add(process)) {
            process.destroy();
          }
        };
    while (look(_ -> {}, ask) && System.nanoTime() < end && !interrupted) {
      pause();
    }
  }

  /**
   * Ends all processes (SIGKILL), again and again until none is found: while one is killed another
   * may be forking.
   *
   * @return how many were killed
   */
  int kill() {
    long end = System.nanoTime() + KILL_BOUND.toNanos();
    Set<ProcessHandle> killed = new HashSet<>();
    Consumer<ProcessHandle> kill =
        process -> {
          process.destroyForcibly();
          killed.add(process);
        };
    doubtfulLooks = 0;
    // At first whole trees: who kills a parent no longer sees that its children are its. Then at
    // once: what only starts the next one is gone a moment later.
    for (boolean left = look(_ -> {}, kill); left; left = look(kill, kill)) {
      if (System.nanoTime() >= end) {
        LOG.log(Level.WARNING, "processes that do not end when killed: {0}", known);
        break;
      }
      pause();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return killed.size();
  }

  /**
   * Finds those with the mark, and their descendants, since a child may have emptied its
   * environment.
   *
   * @param onSight is given each with the mark when it is found
   * @param signal is given all of them at the end
   * @return whether some are left, as far as one can tell
   */
  private boolean look(Consumer<ProcessHandle> onSight, Consumer<ProcessHandle> signal) {
    boolean found = search.look(known, onSight);
    command.filter(ProcessHandle::isAlive).ifPresent(known::add);
    // Another process may have got the number of one that has ended.
    known.removeIf(process -> !process.isAlive());
    if (!known.isEmpty()) {
      addDescendants(known);
      known.removeIf(process -> !process.isAlive() || ProcessFolder.of(process).hasEnded());
      known.forEach(signal);
    }
    if (found || !known.isEmpty()) {
      doubtfulLooks = 0;
      return true;
    }
    return !search.isCertain() && ++doubtfulLooks < MOST_DOUBTFUL;
  }

  private static void addDescendants(Set<ProcessHandle> processes) {
    Map<Long, List<ProcessHandle>> children = new HashMap<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      long parent = process.parent().map(ProcessHandle::pid).orElse(0L);
      children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(process);
    }
    Deque<ProcessHandle> unseen = new ArrayDeque<>(processes);
    while (!unseen.isEmpty()) {
      for (ProcessHandle child : children.getOrDefault(unseen.remove().pid(), List.of())) {
        if (processes.add(child)) {
          unseen.add(child);
        }
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }
}

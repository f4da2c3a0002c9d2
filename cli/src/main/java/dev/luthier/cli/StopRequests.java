package dev.luthier.cli;

import dev.luthier.cli.terminal.ProcessSignal;
import dev.luthier.cli.view.RunView;
import dev.luthier.cli.view.ShortText;
import dev.luthier.run.RunControl;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * What the user asks of a run by signals: Ctrl-C once drains it, twice abandons it, three times
 * ends the process; SIGTERM abandons it. Guarded by its monitor.
 */
final class StopRequests {
  private final RunControl control;
  private final RunView view;
  private final IntConsumer halt;
  private int interrupts;
  private boolean terminated;

  /**
   * @param halt ends the process at once with the given code
   */
  StopRequests(RunControl control, RunView view, IntConsumer halt) {
    this.control = control;
    this.view = view;
    this.halt = halt;
  }

  /** Listens to the process's signals until closed. */
  Listening listen() {
    return new Listening(
        ProcessSignal.handle("INT", this::interrupt),
        ProcessSignal.handle("TERM", this::terminate));
  }

  /** The handlers of both signals. */
  record Listening(ProcessSignal interrupt, ProcessSignal terminate) implements AutoCloseable {
    @Override
    public void close() {
      interrupt.close();
      terminate.close();
    }
  }

  synchronized void interrupt() {
    interrupts++;
    String trials = ShortText.count(view.running(), "running trial");
    switch (interrupts) {
      case 1 -> {
        view.notice("finishing " + trials + "; Ctrl-C again to abandon");
        control.drain();
      }
      case 2 -> {
        view.notice("abandoning " + trials);
        control.abandon();
      }
      default -> halt.accept(ExitCode.INTERRUPTED);
    }
  }

  synchronized void terminate() {
    if (terminated) {
      halt.accept(ExitCode.TERMINATED);
    }
    terminated = true;
    view.notice("abandoning " + ShortText.count(view.running(), "running trial"));
    control.abandon();
  }

  /** What the process ends with if the user stopped the run. */
  synchronized OptionalInt exitCode() {
    if (terminated) {
      return OptionalInt.of(ExitCode.TERMINATED);
    }
    return interrupts > 0 ? OptionalInt.of(ExitCode.INTERRUPTED) : OptionalInt.empty();
  }
}

package dev.luthier.cli;

import dev.luthier.cli.view.RunView;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * While open, somebody else's {@code System.exit} is not mistaken for a finished study: it says
 * what happened and ends the process with a code that is no success.
 */
final class UnexpectedExit implements AutoCloseable {
  private final AtomicBoolean watching = new AtomicBoolean(true);

  private UnexpectedExit() {}

  static UnexpectedExit watch(RunView view, PrintStream err) {
    UnexpectedExit exit = new UnexpectedExit();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      if (exit.watching.get()) {
                        view.release();
                        err.println(
                            "luthier: the objective ended the process (System.exit?);"
                                + " finished trials are kept, the same command goes on");
                        err.flush();
                        Runtime.getRuntime().halt(ExitCode.NO_COMPLETED_TRIAL);
                      }
                    }));
    return exit;
  }

  @Override
  public void close() {
    watching.set(false);
  }
}

package dev.luthier.cli.view;

import dev.luthier.run.RunListener;

/** Shows a run while it goes on. */
public interface RunView extends RunListener, AutoCloseable {

  /** Tells the user something besides the trials. Any thread. */
  void notice(String text);

  /** Shows a line that somebody else printed. Any thread. */
  void print(String line);

  /** How many trials run now. */
  int running();

  /** Leaves the terminal as it was found, now: for a process that is being ended. Any thread. */
  void release();

  /** Ends the view; what is on the screen stays and is complete. Closing twice does nothing. */
  @Override
  void close();
}

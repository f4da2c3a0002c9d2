package dev.luthier.cli.terminal;

import java.util.function.Supplier;

/**
 * The size of the terminal behind standard error, kept up to date: asked again only after it has
 * changed.
 */
public final class WindowSize implements Supplier<TerminalSize>, AutoCloseable {
  private final ProcessSignal signal;
  private volatile TerminalSize size;
  private volatile boolean changed;

  public WindowSize(TerminalSize first) {
    this.size = first;
    this.signal = ProcessSignal.handle("WINCH", () -> changed = true);
  }

  @Override
  public TerminalSize get() {
    if (changed) {
      changed = false;
      size = TerminalSize.ofStandardError().orElse(size);
    }
    return size;
  }

  @Override
  public void close() {
    signal.close();
  }
}

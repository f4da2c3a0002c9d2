package dev.luthier.cli.view;

import dev.luthier.cli.terminal.Glyphs;
import dev.luthier.cli.terminal.TerminalSize;
import dev.luthier.study.Measurement;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The live table, redrawn by a thread of its own, so that a trial never waits for a terminal. */
public final class LiveView implements RunView {
  /** Four times a second: times move smoothly, and a slow connection keeps up. */
  private static final Duration REFRESH = Duration.ofMillis(250);

  private final StudySpec spec;
  private final Glyphs glyphs;
  private final RunProgress progress;
  private final LiveScreen screen;
  private final Supplier<TerminalSize> currentSize;
  private final Thread painter;
  private volatile TerminalSize size;
  private volatile boolean open = true;
  private LiveFrame frame;

  /**
   * @param currentSize asked before each picture; must be cheap
   */
  private LiveView(
      StudySpec spec, InstantSource clock, Canvas canvas, Supplier<TerminalSize> currentSize) {
    this.spec = spec;
    this.glyphs = canvas.glyphs;
    this.progress = new RunProgress(spec, clock);
    this.screen = new LiveScreen(canvas.out, canvas.color);
    this.currentSize = currentSize;
    this.size = currentSize.get();
    this.frame = new LiveFrame(spec, size, glyphs);
    this.painter = Thread.ofPlatform().daemon().name("luthier-view").unstarted(this::paint);
  }

  /** What to draw on, and with which means. */
  public record Canvas(PrintStream out, boolean color, Glyphs glyphs) {}

  /** A view that has begun to draw. */
  public static LiveView open(
      StudySpec spec, InstantSource clock, Canvas canvas, Supplier<TerminalSize> currentSize) {
    LiveView view = new LiveView(spec, clock, canvas, currentSize);
    view.painter.start();
    return view;
  }

  @Override
  public void resumed(List<Trial.Finished> before) {
    progress.resumed(before);
  }

  @Override
  public void started(Trial.Running trial) {
    progress.started(trial);
  }

  @Override
  public void measured(long trial, Measurement measurement) {
    progress.measured(trial, measurement);
  }

  @Override
  public void finished(Trial.Finished trial) {
    progress.finished(trial);
  }

  @Override
  public void notice(String text) {
    progress.notice(text);
  }

  @Override
  public int running() {
    return progress.running();
  }

  /** Above the table. */
  @Override
  public void print(String line) {
    screen.printAbove(line, size);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      LockSupport.unpark(painter);
      joinPainter();
      progress.notice("");
      draw();
      screen.close();
    }
  }

  /** Gives the cursor back, whatever state the view is in. */
  @Override
  public void release() {
    screen.close();
  }

  private void paint() {
    while (open) {
      draw();
      LockSupport.parkNanos(REFRESH.toNanos());
    }
  }

  private synchronized void draw() {
    TerminalSize now = currentSize.get();
    if (!now.equals(size)) {
      size = now;
      frame = new LiveFrame(spec, now, glyphs);
    }
    screen.draw(frame.lines(progress.snapshot()), now);
  }

  private void joinPainter() {
    try {
      painter.join(REFRESH.multipliedBy(4));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

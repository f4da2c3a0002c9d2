package dev.luthier.cli.view;

import dev.luthier.study.Measurement;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;

/**
 * One line for each finished trial, as soon as it has finished: for logs, pipes and simple
 * terminals.
 */
public final class PlainView implements RunView {
  private final StudySpec spec;
  private final RunProgress progress;
  private final PrintStream out;

  public PlainView(StudySpec spec, InstantSource clock, PrintStream out) {
    this.spec = spec;
    this.progress = new RunProgress(spec, clock);
    this.out = out;
    out.println(PlainLine.heading(spec));
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
    out.println(PlainLine.of(spec, trial, progress.best()));
  }

  @Override
  public void notice(String text) {
    out.println(text);
  }

  @Override
  public void print(String line) {
    out.println(line);
  }

  @Override
  public int running() {
    return progress.running();
  }

  @Override
  public void release() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}

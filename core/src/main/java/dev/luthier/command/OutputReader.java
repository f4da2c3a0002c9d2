package dev.luthier.command;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads one output of a process to its end, so that the process never waits at a full pipe, and
 * hands on what comes, piece by piece.
 *
 * <p>On a platform thread: a virtual one that waits at a pipe keeps its carrier, and with 300 quiet
 * commands not one other virtual thread of the process ran any more (JDK 25, at most 256 carriers).
 */
final class OutputReader {
  private static final System.Logger LOG = System.getLogger(OutputReader.class.getName());

  /** What a pipe holds on Linux. */
  private static final int PIECE = 64 << 10;

  private final InputStream stream;
  private final Sink sink;
  private final Runnable onBroken;
  private final Thread thread;
  private volatile boolean unwanted;
  private volatile Optional<RuntimeException> broken = Optional.empty();

  /** Takes the pieces, on the reading thread. */
  interface Sink {
    /** The first {@code length} bytes, which are overwritten afterwards. */
    void accept(byte[] bytes, int length);
  }

  private OutputReader(String name, InputStream stream, Sink sink, Runnable onBroken) {
    this.stream = stream;
    this.sink = sink;
    this.onBroken = onBroken;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::read);
  }

  /**
   * Begins to read.
   *
   * @param onBroken called when the sink throws, after which nothing more is read
   */
  static OutputReader start(String name, InputStream stream, Sink sink, Runnable onBroken) {
    OutputReader reader = new OutputReader(name, stream, sink, onBroken);
    reader.thread.start();
    return reader;
  }

  /**
   * Waits for the end of the output, but no longer than until then; then throws what the sink
   * threw, if it did.
   *
   * @param end by {@link System#nanoTime}
   */
  void finish(long end) throws InterruptedException {
    if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
      LOG.log(
          Level.WARNING,
          "a process that could not be found keeps the output of {0} open; it is read no further",
          thread.getName());
    }
    stop();
    if (broken.isPresent()) {
      throw broken.get();
    }
  }

  /** Reads no more; the writer, if there still is one, gets a broken pipe. */
  void stop() {
    unwanted = true;
  }

  private void read() {
    byte[] piece = new byte[PIECE];
    // The monitor keeps out the JDK's own thread, which at the end of the process would read what
    // is
    // left in the pipe into memory, as long as there is any: endlessly, when a child of the process
    // goes on writing (java.lang.ProcessImpl.ProcessPipeInputStream.processExited in JDK 25).
    synchronized (stream) {
      try (stream) {
        for (int n = stream.read(piece); n >= 0 && !unwanted; n = stream.read(piece)) {
          sink.accept(piece, n);
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, () -> thread.getName() + " ended early", e);
      } catch (RuntimeException e) {
        broken = Optional.of(e);
        onBroken.run();
      }
    }
  }
}

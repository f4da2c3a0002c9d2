package dev.luthier.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard output, for a {@link PrintStream}, which would keep quiet about a full
 * disk or a closed pipe: what cannot be written ends the command by an {@link OutputException}.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Something that writes data piece by piece. */
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /** Writes data of any length in large pieces. */
  static void write(PrintStream out, Content content) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      content.writeTo(writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A PrintStream throws none.
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw OutputException.ofStandardOutput(e);
    }
  }
}

package dev.luthier.cli;

import dev.luthier.error.InvalidInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that an export goes to: it is there whole, or as it was before. */
record ExportTarget(Path path) {

  /**
   * Writes the file under another name beside it, to the disk, and moves it to its place; a device
   * or a named pipe, which must stay what it is, is written to.
   *
   * @throws InvalidInputException when the path cannot be a file
   * @throws OutputException when it cannot be written
   */
  void write(StandardOutput.Content content) {
    Path whole = path.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new InvalidInputException("--to", path, "is a folder");
    }
    if (!Files.isDirectory(whole.resolveSibling(""))) {
      throw new InvalidInputException("--to", path, "is in a folder that does not exist");
    }
    try {
      if (Files.exists(whole) && !Files.isRegularFile(whole)) {
        write(content, whole);
      } else {
        replace(content, whole);
      }
    } catch (IOException e) {
      throw OutputException.ofFile(path, e);
    }
  }

  private static void replace(StandardOutput.Content content, Path whole) throws IOException {
    // Links stay links.
    Path target = Files.exists(whole) ? whole.toRealPath() : whole;
    Path part = target.resolveSibling(target.getFileName() + "-" + ProcessHandle.current().pid());
    try {
      write(content, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(StandardOutput.Content content, Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      content.writeTo(out);
      out.flush();
      if (Files.isRegularFile(file)) {
        channel.force(true); // Or a crash could leave the new name with nothing under it.
      }
    }
  }
}

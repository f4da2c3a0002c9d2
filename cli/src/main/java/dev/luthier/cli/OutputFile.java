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

/**
 * A file that data goes to: it is there whole, or as it was before.
 *
 * @param option by which the user named it, for messages
 */
record OutputFile(String option, Path path) {

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
      throw new InvalidInputException(option, path, "is a folder");
    }
    if (!Files.isDirectory(whole.resolveSibling(""))) {
      throw new InvalidInputException(option, path, "is in a folder that does not exist");
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

  /**
   * What the file must not take the place of.
   *
   * @throws InvalidInputException when it is one of these files
   */
  void requireOther(Path... sources) {
    try {
      for (Path source : sources) {
        if (Files.exists(path) && Files.exists(source) && Files.isSameFile(path, source)) {
          throw new InvalidInputException(option, path, "is what it would be made of");
        }
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

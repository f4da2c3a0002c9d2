package dev.luthier.bench.bind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file that a library of this process was loaded from, wherever the backend found it: in
 * its cache, in the system's folders, or where {@code LUTHIER_OPENBLAS} says.
 */
final class MappedLibrary {
  /** proc(5): address, permissions, offset, device, inode, and then the path, if any. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final int COLUMNS = 6;

  private MappedLibrary() {}

  /**
   * The first file mapped into this process whose name begins so; none where the system has no
   * {@code /proc/self/maps}, or when the file has been deleted since.
   */
  static Optional<Path> find(String prefix) {
    try {
      // The kernel escapes what is no text; a path in another encoding is still one line.
      return find(Files.readAllLines(MAPS, StandardCharsets.ISO_8859_1), prefix);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static Optional<Path> find(List<String> maps, String prefix) {
    return maps.stream()
        .map(line -> line.strip().split("\\s+", COLUMNS))
        .filter(columns -> columns.length == COLUMNS && columns[COLUMNS - 1].startsWith("/"))
        .map(columns -> columns[COLUMNS - 1])
        .filter(path -> !path.endsWith(" (deleted)"))
        .map(MappedLibrary::decoded)
        .filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
        .findFirst();
  }

  private static Path decoded(String latin) {
    return Path.of(new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }
}

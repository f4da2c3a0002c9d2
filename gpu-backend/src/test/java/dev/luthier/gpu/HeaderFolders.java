package dev.luthier.gpu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders with NVIDIA's headers: beside those of its libraries, wherever these are looked for. */
public final class HeaderFolders {

  private HeaderFolders() {}

  /** All of them; none if none has this header. */
  public static List<Path> with(String header) {
    List<Path> folders =
        Surroundings.ofProcess().afterLoader().stream()
            .map(libraries -> libraries.resolveSibling("include"))
            .filter(Files::isDirectory)
            .distinct()
            .toList();
    boolean isThere = folders.stream().anyMatch(each -> Files.exists(each.resolve(header)));
    return isThere ? folders : List.of();
  }
}

package dev.luthier.gpu.bind;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders with NVIDIA's headers: of a toolkit, of Python's packages. */
final class HeaderFolders {

  private HeaderFolders() {}

  /** All of them, that with the header first; empty if none has it. */
  static List<Path> with(String header) {
    List<Path> folders = new ArrayList<>();
    addIfThere(folders, Path.of("/usr/local/cuda/include"));
    String environment = System.getenv("VIRTUAL_ENV");
    for (Path prefix :
        List.of(Path.of(environment == null ? "/usr" : environment), Path.of("/usr/local"))) {
      for (Path python : matching(prefix.resolve("lib"), "python3*")) {
        for (String packages : List.of("site-packages", "dist-packages")) {
          for (Path part : matching(python.resolve(packages).resolve("nvidia"), "*")) {
            addIfThere(folders, part.resolve("include"));
          }
        }
      }
    }
    if (folders.stream().noneMatch(folder -> Files.exists(folder.resolve(header)))) {
      return List.of();
    }
    return folders;
  }

  private static void addIfThere(List<Path> folders, Path folder) {
    if (Files.isDirectory(folder)) {
      folders.add(folder);
    }
  }

  private static List<Path> matching(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
        entries.forEach(found::add);
      } catch (IOException _) {
        // What cannot be read has no headers for us.
      }
    }
    return found;
  }
}

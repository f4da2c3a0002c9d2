package dev.luthier.gpu;

import dev.luthier.gpu.bind.CudaLibrary;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for one library after another, and remembers why each was not found. Confined. */
final class LibrarySearch {

  static final String DRIVER = "libcuda.so.1";

  private final Surroundings surroundings;
  private final List<String> reasons = new ArrayList<>();

  LibrarySearch(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What was wrong with what was there. */
  List<String> reasons() {
    return reasons;
  }

  /** Loads the first file of a name that can be loaded. */
  Optional<CudaLibrary> find(String name) {
    if (!surroundings.explicit().isEmpty()) {
      return in(surroundings.explicit(), name);
    }
    return in(surroundings.beforeLoader(), name)
        .or(() -> byLoader(name))
        .or(() -> in(surroundings.afterLoader(), name));
  }

  /**
   * Loads the driver's library, which is part of the system and not of a toolkit: folders that are
   * named for a toolkit need not have it.
   */
  Optional<CudaLibrary> findDriver() {
    return in(surroundings.explicit(), DRIVER)
        .or(() -> in(surroundings.beforeLoader(), DRIVER))
        .or(() -> byLoader(DRIVER))
        .or(() -> in(surroundings.afterLoader(), DRIVER));
  }

  private Optional<CudaLibrary> in(List<Path> folders, String name) {
    for (Path folder : folders) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        loadCompanions(folder, name);
        try {
          return Optional.of(CudaLibrary.open(file));
        } catch (IllegalArgumentException e) {
          reasons.add(file + " cannot be loaded");
        }
      }
    }
    return Optional.empty();
  }

  /** NVRTC opens its builtins by their bare name; loaded here, they are found. */
  private void loadCompanions(Path folder, String name) {
    if (!name.startsWith("libnvrtc.so")) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "libnvrtc-builtins.so.*")) {
      for (Path file : files) {
        CudaLibrary.open(file);
      }
    } catch (IOException | DirectoryIteratorException | IllegalArgumentException e) {
      reasons.add("the builtins of " + name + " in " + folder + " cannot be loaded");
    }
  }

  private Optional<CudaLibrary> byLoader(String name) {
    if (!surroundings.asksLoader()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CudaLibrary.open(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

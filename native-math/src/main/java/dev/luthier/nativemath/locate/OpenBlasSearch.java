package dev.luthier.nativemath.locate;

import dev.luthier.nativemath.bind.OpenBlas;
import dev.luthier.nativemath.bind.SharedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries the places where an OpenBLAS may be, in order, and remembers why each was not the one. */
public final class OpenBlasSearch {

  private static final String REMEDY =
      "Install OpenBLAS (Debian: apt install libopenblas0; Fedora: dnf install openblas), or set "
          + Surroundings.VARIABLE
          + " to the path of a libopenblas.so.0 with 32-bit integers.";

  /** The loader's own search comes first; then folders that it may not know. */
  private static final List<String> SYSTEM_LIBRARIES =
      List.of(
          "libopenblas.so.0",
          "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0",
          "/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0",
          "/usr/lib64/libopenblas.so.0",
          "/usr/local/lib/libopenblas.so.0",
          "/opt/OpenBLAS/lib/libopenblas.so.0");

  /** What the search found. */
  public sealed interface Outcome {}

  /**
   * A library that is loaded and has all functions.
   *
   * @param library its functions
   * @param origin where it comes from, in words
   */
  public record Found(OpenBlas library, String origin) implements Outcome {}

  /**
   * No library.
   *
   * @param reason what was wrong in each place
   * @param remedy what the user can do
   */
  public record NotFound(String reason, String remedy) implements Outcome {}

  private final Surroundings surroundings;
  private final Bundle bundle;
  private final BundleSource source;
  private final List<String> systemLibraries;
  private final List<String> reasons = new ArrayList<>();

  OpenBlasSearch(
      Surroundings surroundings, Bundle bundle, BundleSource source, List<String> systemLibraries) {
    this.surroundings = surroundings;
    this.bundle = bundle;
    this.source = source;
    this.systemLibraries = systemLibraries;
  }

  /** Searches. May extract a library to the cache; loads what it finds. Never throws. */
  public static Outcome find(Surroundings surroundings) {
    return new OpenBlasSearch(surroundings, Bundle.OPENBLAS, new JarSource(), SYSTEM_LIBRARIES)
        .find();
  }

  Outcome find() {
    try {
      return search();
    } catch (IllegalCallerException denied) {
      Module module = OpenBlasSearch.class.getModule();
      String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
      return new NotFound(
          "Java denies native access to " + (module.isNamed() ? name : "the class path"),
          "Start it with --enable-native-access=" + name + ".");
    }
  }

  private Outcome search() {
    Optional<Found> found;
    if (surroundings.explicitLibrary().isPresent()) {
      String path = surroundings.explicitLibrary().get();
      found = tryFile(path, Surroundings.VARIABLE + " = " + path);
    } else {
      found = findBundled().or(this::findInstalled);
    }
    return found.isPresent() ? found.get() : new NotFound(String.join("; ", reasons), REMEDY);
  }

  private Optional<Found> findBundled() {
    if (!surroundings.isLinuxOnX86()) {
      reasons.add("the copy in the jar is for linux-x86_64, this is " + surroundings.platform());
      return Optional.empty();
    }
    return findCached().or(this::findTemporary);
  }

  private Optional<Found> findCached() {
    if (surroundings.cache().isEmpty()) {
      reasons.add("no home folder for a cache");
      return Optional.empty();
    }
    try {
      Path parent = surroundings.cache().get().resolve("luthier");
      Path library = new LibraryCache(bundle, source, parent).folder().resolve(bundle.library());
      return tryToLink(() -> SharedLibrary.open(library), library.toString(), "from its jar");
    } catch (IOException failure) {
      reasons.add("cache: " + describe(failure));
      return Optional.empty();
    }
  }

  /** Linux keeps the files of a loaded library until the process ends, deleted or not. */
  private Optional<Found> findTemporary() {
    try {
      Path folder = Extraction.toNewFolder(bundle, source, surroundings.temporary());
      try {
        Path library = folder.resolve(bundle.library());
        return tryToLink(() -> SharedLibrary.open(library), library.toString(), "from its jar");
      } finally {
        Extraction.deleteQuietly(folder);
      }
    } catch (IOException failure) {
      reasons.add("temporary folder: " + describe(failure));
      return Optional.empty();
    }
  }

  private Optional<Found> findInstalled() {
    if (!surroundings.isLinux()) {
      return Optional.empty();
    }
    for (String name : systemLibraries) {
      Optional<Found> found = name.contains("/") ? tryInstalledFile(name) : tryName(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> tryName(String name) {
    return tryToLink(() -> SharedLibrary.open(name), name, "the system's " + name);
  }

  private Optional<Found> tryInstalledFile(String path) {
    // That a usual folder is not there says nothing.
    return Files.exists(Path.of(path)) ? tryFile(path, path) : Optional.empty();
  }

  private Optional<Found> tryFile(String path, String origin) {
    try {
      Path file = Path.of(path).toAbsolutePath();
      if (!Files.isReadable(file)) {
        reasons.add(origin + " is not a readable file");
        return Optional.empty();
      }
      return tryToLink(() -> SharedLibrary.open(file), origin, origin);
    } catch (InvalidPathException invalid) {
      reasons.add(origin + ": " + invalid.getReason());
      return Optional.empty();
    }
  }

  private Optional<Found> tryToLink(Supplier<SharedLibrary> library, String name, String origin) {
    try {
      return Optional.of(new Found(OpenBlas.link(library.get()), origin));
    } catch (IllegalArgumentException _) {
      reasons.add(name + " cannot be loaded");
    } catch (UnsatisfiedLinkError mismatch) {
      reasons.add(name + ": " + mismatch.getMessage());
    }
    return Optional.empty();
  }

  /** The message of a file system's exception is often the mere path. */
  private static String describe(IOException failure) {
    return failure.getClass() == IOException.class
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}

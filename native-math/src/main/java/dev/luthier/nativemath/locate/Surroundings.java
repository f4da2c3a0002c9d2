package dev.luthier.nativemath.locate;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the search knows of the process it runs in.
 *
 * @param explicitLibrary value of {@code LUTHIER_OPENBLAS}
 * @param cache folder for cached files of this user; none if there is no home
 * @param temporary folder for temporary files
 * @param platform operating system and processor, for example {@code linux-amd64}
 */
public record Surroundings(
    Optional<String> explicitLibrary, Optional<Path> cache, Path temporary, String platform) {

  /** The environment variable that names a library file. */
  static final String VARIABLE = "LUTHIER_OPENBLAS";

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        given(System.getenv(VARIABLE)),
        cache(given(System.getenv("XDG_CACHE_HOME")), given(System.getProperty("user.home"))),
        Path.of(System.getProperty("java.io.tmpdir")),
        (System.getProperty("os.name") + "-" + System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT));
  }

  boolean isLinux() {
    return platform.startsWith("linux-");
  }

  boolean isLinuxOnX86() {
    return platform.equals("linux-amd64") || platform.equals("linux-x86_64");
  }

  /** The XDG base directory specification: a relative path is ignored; without one ~/.cache. */
  static Optional<Path> cache(Optional<String> xdgCacheHome, Optional<String> home) {
    return xdgCacheHome
        .flatMap(Surroundings::absolute)
        .or(() -> home.flatMap(Surroundings::absolute).map(path -> path.resolve(".cache")));
  }

  private static Optional<Path> absolute(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}

package dev.luthier.nativemath.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every place fails in turn, and the answer says how. */
class OpenBlasSearchTest {

  private static final BundleSource NO_JAR =
      (name, target) -> {
        throw new FileNotFoundException("no jar");
      };

  @TempDir private Path root;

  @Test
  void explicitPathIsTakenAtItsWord() throws IOException {
    Path text = Files.writeString(root.resolve("libopenblas.so.0"), "not a library");
    assertNotFound(explicit(root.resolve("missing.so").toString()), "missing.so is not a readable");
    assertNotFound(explicit(text.toString()), "LUTHIER_OPENBLAS = " + text + " cannot be loaded");
    assertNotFound(explicit("bad\0name"), "LUTHIER_OPENBLAS");
  }

  @Test
  void libraryWithoutTheFunctionsIsNamedWithWhatItLacks() throws IOException {
    Path folder = realCache().folder();
    assertNotFound(
        explicit(folder.resolve("libquadmath.so.0").toString()),
        "has no symbol openblas_set_num_threads");
  }

  @Test
  void explicitPathToALibraryIsFound() throws IOException {
    Path library = realCache().folder().resolve("libopenblas.so.0");
    OpenBlasSearch.Outcome outcome = search(explicit(library.toString()), NO_JAR, List.of());
    var found = assertInstanceOf(OpenBlasSearch.Found.class, outcome);
    assertEquals("LUTHIER_OPENBLAS = " + library, found.origin());
    assertEquals("0.3.31", found.library().version());
  }

  @Test
  void otherPlatformsAreTold() {
    for (String platform : List.of("linux-aarch64", "mac os x-aarch64", "windows 11-amd64")) {
      Surroundings there = new Surroundings(Optional.empty(), Optional.of(root), root, platform);
      assertNotFound(there, "the copy in the jar is for linux-x86_64, this is " + platform);
    }
  }

  @Test
  void withoutAnyLibraryEveryPlaceIsNamed() {
    Surroundings nowhere =
        new Surroundings(Optional.empty(), Optional.of(root), root, "linux-amd64");
    OpenBlasSearch.Outcome outcome = search(nowhere, NO_JAR, List.of("libno-such-blas.so.0"));
    var notFound = assertInstanceOf(OpenBlasSearch.NotFound.class, outcome);
    assertContains("cache: FileNotFoundException: no jar", notFound.reason());
    assertContains("temporary folder: FileNotFoundException: no jar", notFound.reason());
    assertContains("libno-such-blas.so.0 cannot be loaded", notFound.reason());
    assertContains("LUTHIER_OPENBLAS", notFound.remedy());
  }

  @Test
  void withoutAHomeTheTemporaryFolderServesAndIsEmptyAgain() throws IOException {
    assumeLinuxOnX86();
    Path file = Files.createFile(root.resolve("file"));
    for (Optional<Path> cache : List.of(Optional.<Path>empty(), Optional.of(file))) {
      Path temporary = Files.createDirectories(root.resolve("temporary"));
      Surroundings surroundings =
          new Surroundings(Optional.empty(), cache, temporary, "linux-amd64");
      OpenBlasSearch.Outcome outcome = search(surroundings, new JarSource(), List.of());
      assertInstanceOf(OpenBlasSearch.Found.class, outcome);
      try (Stream<Path> left = Files.list(temporary)) {
        assertEquals(0, left.count());
      }
    }
  }

  @Test
  void cacheFollowsTheXdgSpecification() {
    Optional<String> home = Optional.of("/home/u");
    assertEquals(Optional.of(Path.of("/x")), Surroundings.cache(Optional.of("/x"), home));
    assertEquals(
        Optional.of(Path.of("/home/u/.cache")), Surroundings.cache(Optional.of("rel"), home));
    assertEquals(
        Optional.of(Path.of("/home/u/.cache")), Surroundings.cache(Optional.empty(), home));
    assertEquals(Optional.empty(), Surroundings.cache(Optional.empty(), Optional.of("?")));
  }

  private static OpenBlasSearch.Outcome search(
      Surroundings surroundings, BundleSource source, List<String> installed) {
    return new OpenBlasSearch(surroundings, Bundle.OPENBLAS, source, installed).find();
  }

  private static void assertNotFound(Surroundings surroundings, String reason) {
    OpenBlasSearch.Outcome outcome = search(surroundings, NO_JAR, List.of());
    assertContains(reason, assertInstanceOf(OpenBlasSearch.NotFound.class, outcome).reason());
  }

  private static void assertContains(String part, String whole) {
    assertTrue(whole.contains(part), whole);
  }

  private Surroundings explicit(String path) {
    return new Surroundings(Optional.of(path), Optional.of(root), root, "linux-amd64");
  }

  private static LibraryCache realCache() {
    assumeLinuxOnX86();
    Path cache = Surroundings.ofProcess().cache().orElseThrow();
    return new LibraryCache(Bundle.OPENBLAS, new JarSource(), cache.resolve("luthier"));
  }

  private static void assumeLinuxOnX86() {
    assumeTrue(Surroundings.ofProcess().isLinuxOnX86(), "the library in the jar cannot run here");
  }
}

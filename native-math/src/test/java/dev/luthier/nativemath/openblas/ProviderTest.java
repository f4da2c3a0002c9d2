package dev.luthier.nativemath.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.nativemath.locate.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderTest {

  @TempDir private Path root;

  @Test
  void isFoundAsAService() {
    assertEquals(
        1,
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("openblas"))
            .count());
  }

  @Test
  void withoutALibraryProbeAndCreateGiveTheSameReason() {
    Optional<String> missing = Optional.of(root.resolve("missing.so").toString());
    BackendProvider provider =
        new OpenBlasBackendProvider(
            () -> new Surroundings(missing, Optional.empty(), root, "linux-amd64"));
    var unavailable =
        assertInstanceOf(Availability.Unavailable.class, provider.probe(BackendOptions.defaults()));
    var refusal =
        assertThrows(
            BackendUnavailableException.class, () -> provider.create(BackendOptions.defaults()));
    assertEquals(unavailable.reason(), refusal.reason());
    assertEquals(unavailable.remedy(), refusal.remedy());
    assertTrue(refusal.reason().contains("missing.so"), refusal::reason);
  }

  @Test
  void kernelsThatDifferByProcessorAreNotForDeterministicStudies() {
    BackendOptions options = BackendOptions.defaults().withDeterministic(true);
    BackendProvider provider = new OpenBlasBackendProvider();
    assertInstanceOf(Availability.Unavailable.class, provider.probe(options));
    assertThrows(BackendUnavailableException.class, () -> provider.create(options));
  }

  /** The build runs this twice, the second time asking for the kernels of an old processor. */
  @Test
  void versionNamesTheLibraryItsKernelsAndItsOrigin() {
    String core = System.getenv().getOrDefault("OPENBLAS_CORETYPE", "\\w+");
    try (OpenBlasBackend backend = OpenBlas.backend()) {
      String version = backend.info().version();
      assertTrue(version.matches("OpenBLAS [0-9.]+ " + core + ", .+"), version);
    }
  }
}

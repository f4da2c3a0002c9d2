package dev.luthier.nativemath.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class VectorProviderTest {

  @Test
  void isFoundAsAService() {
    assertEquals(
        1,
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("vector"))
            .count());
  }

  @Test
  void bitsThatDoNotDependOnTheProcessorAreForDeterministicStudies() {
    BackendOptions options = BackendOptions.defaults().withDeterministic(true);
    assertInstanceOf(Availability.Available.class, new VectorBackendProvider().probe(options));
  }
}

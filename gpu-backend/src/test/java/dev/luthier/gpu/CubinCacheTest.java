package dev.luthier.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubinCacheTest {

  private static final CubinCache.Key KEY = new CubinCache.Key("text", "13.0", "sm_90");
  private static final byte[] IMAGE = {1, 2, 3};

  @Test
  void keepsBySourceCompilerAndArchitecture(@TempDir Path folder) {
    CubinCache cache = new CubinCache(folder);
    assertEquals(Optional.empty(), cache.find(KEY));
    cache.keep(KEY, IMAGE);
    assertArrayEquals(IMAGE, cache.find(KEY).orElseThrow());
    for (CubinCache.Key other :
        List.of(
            new CubinCache.Key("text ", "13.0", "sm_90"),
            new CubinCache.Key("text", "13.1", "sm_90"),
            new CubinCache.Key("text", "13.0", "sm_100"))) {
      assertEquals(Optional.empty(), cache.find(other));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenCostsACompilationOnly(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    CubinCache cache = new CubinCache(file.resolve("below"));
    assertArrayEquals(IMAGE, cache.keep(KEY, IMAGE));
    assertEquals(Optional.empty(), cache.find(KEY));
  }

  @Test
  void theSecondProbeCompilesNothing(@TempDir Path folder) throws IOException {
    CudaBackendProvider provider = SimulatedGpu.provider(folder);
    assertInstanceOf(
        Availability.Available.class, provider.probe(BackendOptions.defaults()));
    Path kept = only(folder);
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, written);
    assertInstanceOf(
        Availability.Available.class, provider.probe(BackendOptions.defaults()));
    assertEquals(kept, only(folder));
    assertEquals(written, Files.getLastModifiedTime(kept));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }
}
